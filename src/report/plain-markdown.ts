/** What a server sent must not become Markdown. Secrets are hidden before: escaped, they would not be found. */
export function plainMarkdown(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|~#]/g, "\\$&");
}
