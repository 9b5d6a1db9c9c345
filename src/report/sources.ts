/** Where to read a requirement's source: its parts, each with its address where the web has one. */
export interface Source {
  readonly name: string;
  readonly url?: string;
}

/** The parts of a requirement's source. */
export function sourcesOf(source: string): Source[] {
  return source.split("; ").map(partOf);
}

/** A requirement's source as Markdown, with a link for each part that the web has. */
export function sourceMarkdown(source: string): string {
  return sourcesOf(source)
    .map(({ name, url }) => (url === undefined ? name : `[${name}](${url})`))
    .join("; ");
}

/** Documents without a number, by what their names have in them. */
const DOCUMENTS: readonly (readonly [part: string, url: string])[] = [
  ["PROTOCOL-HTTP2.md", "https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md"],
  ["PROTOCOL-WEB.md", "https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md"],
  ["compression.md", "https://github.com/grpc/grpc/blob/master/doc/compression.md"],
  ["google/rpc/code.proto", "https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto"],
  ["google/rpc/status.proto", "https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto"],
  ["protobuf.dev/programming-guides/json", "https://protobuf.dev/programming-guides/json"],
];

function partOf(name: string): Source {
  const url = /https?:\/\/[^\s,;)]+/.exec(name)?.[0];
  if (url !== undefined) return { name: name.replace(url, "").trim() || url, url };
  const document = DOCUMENTS.find(([part]) => name.includes(part));
  if (document !== undefined) return { name, url: document[1] };
  const rfc = /RFC (\d+)(?: §([\d.]+\d|\d+))?/.exec(name);
  if (rfc === null) return { name };
  const [, number = "", section] = rfc;
  const anchor = section === undefined ? "" : `#section-${section}`;
  return { name, url: `https://www.rfc-editor.org/rfc/rfc${number}.html${anchor}` };
}
