/** An answer on the wire. Behaviours may change any part of it. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The content, one chunk per write. */
  readonly chunks: readonly Buffer[];
  /** Sent after the content over HTTP/2. */
  readonly trailers: readonly (readonly [name: string, value: string])[];
  /** `complete`; `cut` closes the connection before the announced length; `none` sends nothing. */
  readonly ending: "complete" | "cut" | "none";
  /** Milliseconds to wait before anything is sent. */
  readonly delay: number;
}

/** The whole content. @public */
export function content(wire: WireAnswer): Buffer {
  return Buffer.concat(wire.chunks);
}

/** The same answer with other content and, where it announced a length, the new length. @public */
export function withContent(wire: WireAnswer, body: Buffer | string): WireAnswer {
  const bytes = Buffer.from(body);
  const headers = wire.headers.map(([name, value]): readonly [string, string] =>
    name.toLowerCase() === "content-length" ? [name, String(bytes.length)] : [name, value],
  );
  return { ...wire, headers, chunks: [bytes] };
}

/** The same answer with a field set, replaced, or (undefined) left out. @public */
export function withHeader(wire: WireAnswer, name: string, value: string | undefined): WireAnswer {
  const kept = wire.headers.filter(([candidate]) => candidate.toLowerCase() !== name.toLowerCase());
  return { ...wire, headers: value === undefined ? kept : [...kept, [name, value]] };
}
