import type { HeaderList } from "../../src/protocol/exchange.ts";

/** Fields that depend on connection, time, and the length of the serialised body. */
const NOT_COMPARED = ["connection", "transfer-encoding", "content-length", "date", "expires", "grpc-metadata-expires"];

/** Fields by name; lists as sets, because they may be split over fields in any order (RFC 9110 §5.3). */
export function steadyFields(headers: HeaderList): Record<string, string> {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter(
    (name) => !NOT_COMPARED.includes(name),
  );
  const valueOf = (name: string): string => {
    const values = headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);
    if (!/^(vary|access-control-.+|trailer)$/.test(name)) return values.join(", ");
    const items = values.flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
    return [...new Set(items)].sort().join(", ");
  };
  return Object.fromEntries(names.sort().map((name) => [name, valueOf(name)]));
}
