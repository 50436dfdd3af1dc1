import { describe, expect, it } from "vitest";
import { POSTS } from "./posts";

describe("the posts", () => {
  it("are a hundred, numbered 1 to 100", () => {
    expect(POSTS.map((post) => post.id)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it("come from ten writers, ten each", () => {
    const counts = new Map<number, number>();
    for (const { userId } of POSTS) counts.set(userId, (counts.get(userId) ?? 0) + 1);
    expect([...counts]).toEqual(Array.from({ length: 10 }, (_, i) => [i + 1, 10]));
  });

  it("have titles of their own that fit into a row", () => {
    expect(new Set(POSTS.map((post) => post.title.toLowerCase())).size).toBe(100);
    expect(POSTS.filter((post) => post.title.length > 45)).toEqual([]);
  });

  it("have bodies of their own of one to three sentences", () => {
    expect(new Set(POSTS.map((post) => post.body)).size).toBe(100);
    for (const { body } of POSTS) {
      expect(body).toMatch(/^["A-Z].*\.$/);
      expect(body.split(/[.?!]\s/).length).toBeLessThanOrEqual(3);
    }
  });
});
