export const forms = {
  range: "{least} to {most}",
  number: "A number from {range}, please.",
  integer: "A whole number from {range}, please.",
  tooLong: "At most {most} characters, not {length}.",
  arguments: 'Write arguments as JSON, with commas in between: 1.5, "text", [1, 2], true, null.',
  tooManyArguments: "No more than {most} arguments can be handed over.",
} as const;
