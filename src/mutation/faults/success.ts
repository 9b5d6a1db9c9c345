import { withContent, withHeader } from "../../servers/http/wire.ts";
import { both, entry, failure, header, isEntry, isRest, message, metadataJson, rpc, text, wire } from "./change.ts";
import { define } from "./define.ts";

const restSuccess = both(isRest, isEntry);
const HTML = "<html><body><h1>Please log in</h1></body></html>";
let reads = 0n;

/** A later time, to the second. */
function later(seconds: bigint) {
  return ({ seconds: at, nanos }: { seconds: bigint; nanos: number }) => ({ seconds: at + seconds, nanos });
}

/** What may be wrong with a success. */
export const SUCCESS_FAULTS = define("success", [
  [
    "refused",
    "keys that are there are not found",
    "GMM-0101",
    "all",
    { answer: (answer) => (answer.kind === "entry" ? failure(5, 404) : answer) },
  ],
  [
    "unavailable",
    "every read fails for want of a database",
    "GMM-0101",
    "all",
    { answer: (answer) => (answer.kind === "entry" ? failure(14, 503) : answer) },
  ],
  [
    "html",
    "a proxy answers with a page of its own",
    "GMM-0102",
    ["rest"],
    wire(restSuccess, (answer) => withContent(withHeader(answer, "content-type", "text/html"), HTML)),
  ],
  [
    "media-type-plain",
    "JSON is declared as text",
    "GMM-0102",
    ["rest"],
    header(restSuccess, "content-type", "text/plain; charset=utf-8"),
  ],
  [
    "media-type-absent",
    "the media type is left out",
    "GMM-0102",
    ["rest"],
    header(restSuccess, "content-type", undefined),
  ],
  [
    "broken-json",
    "a comma is left at the end of the object",
    "GMM-0103",
    ["rest"],
    text(restSuccess, (json) => json.replace(/\}$/, ",}")),
  ],
  [
    "duplicate-member",
    "the key is written twice",
    "GMM-0103",
    ["rest"],
    text(restSuccess, (json) => json.replace('"key":', '"key":"x","key":')),
  ],
  [
    "byte-order-mark",
    "the body begins with a byte order mark",
    "GMM-0103",
    ["rest"],
    text(restSuccess, (json) => `\ufeff${json}`),
  ],
  [
    "not-utf8",
    "the body is written in Latin-1",
    "GMM-0103",
    ["rest"],
    text(restSuccess, (json) => Buffer.from(json.replace('"metadata"', '"é":1,"metadata"'), "latin1")),
  ],
  ["two-texts", "the body is written twice", "GMM-0103", ["rest"], text(restSuccess, (json) => json + json)],
  [
    "key-as-list",
    "the key became a list",
    "GMM-0104",
    ["rest"],
    metadataJson((metadata) => (metadata["key"] = [metadata["key"]])),
  ],
  [
    "owner-as-number",
    "the owner became a number",
    "GMM-0104",
    ["rest"],
    metadataJson((_, details) => (details["resourceOwner"] = 69629023906488)),
  ],
  [
    "date-as-epoch",
    "the time became seconds since the epoch",
    "GMM-0104",
    ["rest"],
    metadataJson((_, details) => (details["creationDate"] = 1743672790)),
  ],
  [
    "date-only",
    "the time lost its time of day",
    "GMM-0104",
    ["rest"],
    metadataJson((_, details) => (details["changeDate"] = "2025-04-03")),
  ],
  [
    "value-as-list",
    "the value became a list of bytes",
    "GMM-0104",
    ["rest"],
    metadataJson((metadata) => (metadata["value"] = [1, 2, 3])),
  ],
  [
    "another-message",
    "the message of another method is sent",
    "GMM-0105",
    "rpc",
    rpc("success", (answer) => ({ ...answer, frames: [{ flags: 0, payload: Buffer.from([0x08, 0x2a]) }] })),
  ],
  [
    "key-not-utf8",
    "the key of the message is not UTF-8",
    "GMM-0105",
    "rpc",
    rpc("success", (answer) => ({
      ...answer,
      frames: [{ flags: 0, payload: Buffer.from([0x0a, 0x04, 0x12, 0x02, 0xff, 0xfe]) }],
    })),
  ],
  [
    "empty",
    "the answer is empty",
    "GMM-0106",
    "all",
    {
      json: (json, context) => (isEntry(context) ? {} : json),
      ...message((found) => {
        delete found.metadata;
        return found;
      }),
    },
  ],
  [
    "renamed",
    "metadata is renamed to userMetadata",
    "GMM-0106",
    ["rest"],
    text(restSuccess, (json) => json.replace('"metadata"', '"userMetadata"')),
  ],
  [
    "without-key",
    "the key is left out",
    "GMM-0107",
    "all",
    {
      ...metadataJson((metadata) => delete metadata["key"]),
      ...message((found) => {
        if (found.metadata) found.metadata.key = "";
        return found;
      }),
    },
  ],
  [
    "key-encoded",
    "the key comes back percent-encoded",
    "GMM-0107",
    "all",
    entry((found) => ({ ...found, key: encodeURIComponent(found.key).replaceAll("'", "%27") })),
  ],
  [
    "key-lower-case",
    "the key comes back in lower case",
    "GMM-0107",
    "all",
    entry((found) => ({ ...found, key: found.key.toLowerCase() })),
  ],
  [
    "value-cut",
    "the last byte of the value is cut off",
    "GMM-0108",
    "all",
    entry((found) => ({ ...found, value: found.value.subarray(0, -1) })),
  ],
  [
    "value-line-feed",
    "a line feed is put behind the value",
    "GMM-0108",
    "all",
    entry((found) => ({ ...found, value: Buffer.concat([found.value, Buffer.from("\n")]) })),
  ],
  [
    "value-as-text",
    "the value goes through a text",
    "GMM-0108",
    "all",
    entry((found) => ({ ...found, value: Buffer.from(found.value.toString("utf8")) })),
  ],
  [
    "value-encoded-twice",
    "the value is encoded in base64 twice",
    "GMM-0108",
    "all",
    entry((found) => ({ ...found, value: Buffer.from(found.value.toString("base64")) })),
  ],
  [
    "value-dropped",
    "the value is left out",
    "GMM-0108",
    "all",
    {
      ...metadataJson((metadata) => delete metadata["value"]),
      ...message((found) => {
        if (found.metadata) found.metadata.value = new Uint8Array();
        return found;
      }),
    },
  ],
  [
    "value-url-safe",
    "the value is written in the URL-safe alphabet",
    "GMM-0109",
    ["rest"],
    metadataJson(
      (metadata) => (metadata["value"] = Buffer.from(String(metadata["value"]), "base64").toString("base64url")),
    ),
  ],
  [
    "value-hex",
    "the value is written in hexadecimal",
    "GMM-0109",
    ["rest"],
    metadataJson(
      (metadata) => (metadata["value"] = `0x${Buffer.from(String(metadata["value"]), "base64").toString("hex")}`),
    ),
  ],
  [
    "without-details",
    "the details are left out",
    "GMM-0110",
    "all",
    {
      ...metadataJson((metadata) => delete metadata["details"]),
      ...message((found) => {
        if (found.metadata) delete found.metadata.details;
        return found;
      }),
    },
  ],
  [
    "snake-case",
    "members are written in snake_case",
    "GMM-0110",
    ["rest"],
    text(restSuccess, (json) =>
      json.replace('"creationDate"', '"creation_date"').replace('"changeDate"', '"change_date"'),
    ),
  ],
  [
    "without-change-date",
    "the time of the change is left out",
    "GMM-0110",
    "all",
    {
      ...metadataJson((_, details) => delete details["changeDate"]),
      ...message((found) => {
        delete found.metadata?.details?.changeDate;
        return found;
      }),
    },
  ],
  [
    "sequence-as-number",
    "the sequence became a number",
    "GMM-0111",
    ["rest"],
    metadataJson((_, details) => (details["sequence"] = Number(details["sequence"]))),
  ],
  [
    "sequence-hex",
    "the sequence is written in hexadecimal",
    "GMM-0111",
    ["rest"],
    metadataJson((_, details) => (details["sequence"] = `0x${String(details["sequence"])}`)),
  ],
  [
    "sequence-zero",
    "the sequence is zero",
    "GMM-0112",
    "all",
    {
      ...metadataJson((_, details) => (details["sequence"] = "0")),
      ...message((found) => {
        if (found.metadata?.details) found.metadata.details.sequence = 0n;
        return found;
      }),
    },
    "risky",
  ],
  [
    "date-with-offset",
    "times are written with an offset",
    "GMM-0113",
    ["rest"],
    metadataJson((_, details) => {
      for (const name of ["creationDate", "changeDate"]) details[name] = String(details[name]).replace("Z", "+00:00");
    }),
    "risky",
  ],
  [
    "date-two-decimals",
    "times have two decimals",
    "GMM-0113",
    ["rest"],
    metadataJson((_, details) => {
      for (const name of ["creationDate", "changeDate"]) {
        details[name] = String(details[name]).replace(/(\.\d+)?Z$/, ".12Z");
      }
    }),
    "risky",
  ],
  [
    "dates-swapped",
    "the time of creation is later than that of the change",
    "GMM-0114",
    "all",
    entry((found) => ({ ...found, created: later(1n)(found.changed) })),
  ],
  [
    "date-in-future",
    "the time of the change is that of a time zone ahead",
    "GMM-0115",
    "all",
    entry((found) => ({ ...found, changed: later(7200n)(found.changed) })),
  ],
  [
    "owner-empty",
    "the owner is empty",
    "GMM-0116",
    "all",
    {
      ...metadataJson((_, details) => (details["resourceOwner"] = "")),
      ...message((found) => {
        if (found.metadata?.details) found.metadata.details.resourceOwner = "";
        return found;
      }),
    },
  ],
  [
    "cached-public",
    "a shared cache may store the answer",
    "GMM-0117",
    "all",
    header(isEntry, "cache-control", "public, max-age=60"),
    "risky",
  ],
  [
    "cached-shared",
    "a shared cache may store the answer for a while",
    "GMM-0117",
    "all",
    header(isEntry, "cache-control", "s-maxage=60"),
    "risky",
  ],
  [
    "changes-when-read",
    "reading counts as an event",
    "GMM-0118",
    "all",
    entry((found) => ({ ...found, sequence: found.sequence + (reads += 1n) })),
  ],
  [
    "long-value-cut",
    "values are cut at 64 kB",
    "GMM-0119",
    "all",
    entry((found) => ({ ...found, value: found.value.subarray(0, 65_535) })),
  ],
  [
    "nanos-out-of-range",
    "nanoseconds are not normalised",
    "GMM-0120",
    "rpc",
    message((found) => {
      if (found.metadata?.details?.changeDate) found.metadata.details.changeDate.nanos = 1_000_000_001;
      return found;
    }),
  ],
  [
    "not-over-http2",
    "REST is not served over HTTP/2",
    "GMM-0121",
    ["rest"],
    {
      answer: (answer, { raw, transport }) =>
        transport === "rest" && raw.httpVersion === "2.0" ? failure(5, 404) : answer,
    },
  ],
]);
