export const help = {
  title: "Help",
  about: "Help about this part of the window",
  all: "All pages of the help",
  glossary: "Glossary of asyncio’s words",
  find: "Search the help",
  pages: "Pages",
  count: "{count} place | {count} places",
  none: "The help does not say anything of that.",
  close: "Close",
  inEnglish: "The pages are in English.",
} as const;
