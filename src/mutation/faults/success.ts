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
  {
    name: "refused",
    statement: "stored keys are answered 404",
    source: "zitadel/zitadel issue 9488 of 2025, release 2.71.0",
    requirement: "GMM-0101",
    transports: "all",
    behaviour: { answer: (answer) => (answer.kind === "entry" ? failure(5, 404) : answer) },
  },
  {
    name: "unavailable",
    statement: "every read is answered 503: the database is unavailable",
    requirement: "GMM-0101",
    transports: "all",
    behaviour: { answer: (answer) => (answer.kind === "entry" ? failure(14, 503) : answer) },
  },
  {
    name: "html",
    statement: "a proxy answers with its own HTML page",
    requirement: "GMM-0102",
    transports: ["rest"],
    behaviour: wire(restSuccess, (answer) => withContent(withHeader(answer, "content-type", "text/html"), HTML)),
  },
  {
    name: "media-type-plain",
    statement: "JSON is declared as text/plain",
    requirement: "GMM-0102",
    transports: ["rest"],
    behaviour: header(restSuccess, "content-type", "text/plain; charset=utf-8"),
  },
  {
    name: "media-type-absent",
    statement: "the media type is left out",
    requirement: "GMM-0102",
    transports: ["rest"],
    behaviour: header(restSuccess, "content-type", undefined),
  },
  {
    name: "broken-json",
    statement: "the JSON object ends with a trailing comma",
    requirement: "GMM-0103",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) => json.replace(/\}$/, ",}")),
  },
  {
    name: "duplicate-member",
    statement: "the JSON object has the member key twice",
    requirement: "GMM-0103",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) => json.replace('"key":', '"key":"x","key":')),
  },
  {
    name: "byte-order-mark",
    statement: "the body begins with a byte order mark",
    requirement: "GMM-0103",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) => `\ufeff${json}`),
  },
  {
    name: "not-utf8",
    statement: "the body is written in Latin-1",
    requirement: "GMM-0103",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) => Buffer.from(json.replace('"metadata"', '"é":1,"metadata"'), "latin1")),
  },
  {
    name: "two-texts",
    statement: "the body is written twice",
    requirement: "GMM-0103",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) => json + json),
  },
  {
    name: "key-as-list",
    statement: "the key is a list",
    requirement: "GMM-0104",
    transports: ["rest"],
    behaviour: metadataJson((metadata) => (metadata["key"] = [metadata["key"]])),
  },
  {
    name: "owner-as-number",
    statement: "the owner is a number",
    requirement: "GMM-0104",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["resourceOwner"] = 69629023906488)),
  },
  {
    name: "date-as-epoch",
    statement: "times are seconds since the epoch",
    requirement: "GMM-0104",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["creationDate"] = 1743672790)),
  },
  {
    name: "date-only",
    statement: "times have no time of day",
    requirement: "GMM-0104",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["changeDate"] = "2025-04-03")),
  },
  {
    name: "value-as-list",
    statement: "the value is a list of bytes",
    requirement: "GMM-0104",
    transports: ["rest"],
    behaviour: metadataJson((metadata) => (metadata["value"] = [1, 2, 3])),
  },
  {
    name: "another-message",
    statement: "the answer is the message of another method",
    requirement: "GMM-0105",
    transports: "rpc",
    behaviour: rpc("success", (answer) => ({ ...answer, frames: [{ flags: 0, payload: Buffer.from([0x08, 0x2a]) }] })),
  },
  {
    name: "key-not-utf8",
    statement: "the key of the message is not UTF-8",
    requirement: "GMM-0105",
    transports: "rpc",
    behaviour: rpc("success", (answer) => ({
      ...answer,
      frames: [{ flags: 0, payload: Buffer.from([0x0a, 0x04, 0x12, 0x02, 0xff, 0xfe]) }],
    })),
  },
  {
    name: "empty",
    statement: "the answer is empty",
    requirement: "GMM-0106",
    transports: "all",
    behaviour: {
      json: (json, context) => (isEntry(context) ? {} : json),
      ...message((found) => {
        delete found.metadata;
        return found;
      }),
    },
  },
  {
    name: "renamed",
    statement: "metadata is renamed to userMetadata",
    requirement: "GMM-0106",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) => json.replace('"metadata"', '"userMetadata"')),
  },
  {
    name: "without-key",
    statement: "the key is left out",
    requirement: "GMM-0107",
    transports: "all",
    behaviour: {
      ...metadataJson((metadata) => delete metadata["key"]),
      ...message((found) => {
        if (found.metadata) found.metadata.key = "";
        return found;
      }),
    },
  },
  {
    name: "key-encoded",
    statement: "the key comes back percent-encoded",
    requirement: "GMM-0107",
    transports: "all",
    behaviour: entry((found) => ({ ...found, key: encodeURIComponent(found.key).replaceAll("'", "%27") })),
  },
  {
    name: "key-lower-case",
    statement: "the key comes back in lower case",
    requirement: "GMM-0107",
    transports: "all",
    behaviour: entry((found) => ({ ...found, key: found.key.toLowerCase() })),
  },
  {
    name: "value-cut",
    statement: "the last byte of the value is cut off",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: entry((found) => ({ ...found, value: found.value.subarray(0, -1) })),
  },
  {
    name: "value-line-feed",
    statement: "a line feed is added to the value",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: entry((found) => ({ ...found, value: Buffer.concat([found.value, Buffer.from("\n")]) })),
  },
  {
    name: "value-as-text",
    statement: "the value is decoded as UTF-8 and encoded again, so that other bytes are lost",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: entry((found) => ({ ...found, value: Buffer.from(found.value.toString("utf8")) })),
  },
  {
    name: "value-encoded-twice",
    statement: "the value is base64 of base64",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: entry((found) => ({ ...found, value: Buffer.from(found.value.toString("base64")) })),
  },
  {
    name: "value-dropped",
    statement: "the value is left out",
    requirement: "GMM-0108",
    transports: "all",
    behaviour: {
      ...metadataJson((metadata) => delete metadata["value"]),
      ...message((found) => {
        if (found.metadata) found.metadata.value = new Uint8Array();
        return found;
      }),
    },
  },
  {
    name: "value-url-safe",
    statement: "the value is in URL-safe base64",
    requirement: "GMM-0109",
    transports: ["rest"],
    behaviour: metadataJson(
      (metadata) => (metadata["value"] = Buffer.from(String(metadata["value"]), "base64").toString("base64url")),
    ),
  },
  {
    name: "value-hex",
    statement: "the value is in hexadecimal",
    requirement: "GMM-0109",
    transports: ["rest"],
    behaviour: metadataJson(
      (metadata) => (metadata["value"] = `0x${Buffer.from(String(metadata["value"]), "base64").toString("hex")}`),
    ),
  },
  {
    name: "without-details",
    statement: "the details are left out",
    requirement: "GMM-0110",
    transports: "all",
    behaviour: {
      ...metadataJson((metadata) => delete metadata["details"]),
      ...message((found) => {
        if (found.metadata) delete found.metadata.details;
        return found;
      }),
    },
  },
  {
    name: "snake-case",
    statement: "member names are in snake_case",
    requirement: "GMM-0110",
    transports: ["rest"],
    behaviour: text(restSuccess, (json) =>
      json.replace('"creationDate"', '"creation_date"').replace('"changeDate"', '"change_date"'),
    ),
  },
  {
    name: "without-change-date",
    statement: "the change date is left out",
    requirement: "GMM-0110",
    transports: "all",
    behaviour: {
      ...metadataJson((_, details) => delete details["changeDate"]),
      ...message((found) => {
        delete found.metadata?.details?.changeDate;
        return found;
      }),
    },
  },
  {
    name: "sequence-as-number",
    statement: "the sequence is a number",
    requirement: "GMM-0111",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["sequence"] = Number(details["sequence"]))),
  },
  {
    name: "sequence-hex",
    statement: "the sequence is in hexadecimal",
    requirement: "GMM-0111",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => (details["sequence"] = `0x${String(details["sequence"])}`)),
  },
  {
    name: "sequence-zero",
    statement: "the sequence is zero",
    requirement: "GMM-0112",
    transports: "all",
    behaviour: {
      ...metadataJson((_, details) => (details["sequence"] = "0")),
      ...message((found) => {
        if (found.metadata?.details) found.metadata.details.sequence = 0n;
        return found;
      }),
    },
    grade: "risky",
  },
  {
    name: "date-with-offset",
    statement: "times have an offset in place of Z",
    requirement: "GMM-0113",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => {
      for (const name of ["creationDate", "changeDate"]) details[name] = String(details[name]).replace("Z", "+00:00");
    }),
    grade: "risky",
  },
  {
    name: "date-two-decimals",
    statement: "times have two decimals",
    requirement: "GMM-0113",
    transports: ["rest"],
    behaviour: metadataJson((_, details) => {
      for (const name of ["creationDate", "changeDate"]) {
        details[name] = String(details[name]).replace(/(\.\d+)?Z$/, ".12Z");
      }
    }),
    grade: "risky",
  },
  {
    name: "dates-swapped",
    statement: "the creation date is later than the change date",
    requirement: "GMM-0114",
    transports: "all",
    behaviour: entry((found) => ({ ...found, created: later(1n)(found.changed) })),
  },
  {
    name: "date-in-future",
    statement: "the change date is two hours ahead, as in another time zone",
    requirement: "GMM-0115",
    transports: "all",
    behaviour: entry((found) => ({ ...found, changed: later(7200n)(found.changed) })),
  },
  {
    name: "owner-empty",
    statement: "the owner is empty",
    requirement: "GMM-0116",
    transports: "all",
    behaviour: {
      ...metadataJson((_, details) => (details["resourceOwner"] = "")),
      ...message((found) => {
        if (found.metadata?.details) found.metadata.details.resourceOwner = "";
        return found;
      }),
    },
  },
  {
    name: "cached-public",
    statement: "a shared cache may store the answer",
    requirement: "GMM-0117",
    transports: "all",
    behaviour: header(isEntry, "cache-control", "public, max-age=60"),
    grade: "risky",
  },
  {
    name: "cached-shared",
    statement: "a shared cache may store the answer for a while",
    requirement: "GMM-0117",
    transports: "all",
    behaviour: header(isEntry, "cache-control", "s-maxage=60"),
    grade: "risky",
  },
  {
    name: "changes-when-read",
    statement: "the sequence grows with every read",
    requirement: "GMM-0118",
    transports: "all",
    remembers: true,
    behaviour: entry((found) => ({ ...found, sequence: found.sequence + (reads += 1n) })),
  },
  {
    name: "long-value-cut",
    statement: "values are truncated at 64 kB",
    requirement: "GMM-0119",
    transports: "all",
    behaviour: entry((found) => ({ ...found, value: found.value.subarray(0, 65_535) })),
  },
  {
    name: "nanos-out-of-range",
    statement: "nanoseconds are not normalised",
    requirement: "GMM-0120",
    transports: "rpc",
    behaviour: message((found) => {
      if (found.metadata?.details?.changeDate) found.metadata.details.changeDate.nanos = 1_000_000_001;
      return found;
    }),
  },
  {
    name: "not-over-http2",
    statement: "REST is not served over HTTP/2",
    requirement: "GMM-0121",
    transports: ["rest"],
    behaviour: {
      answer: (answer, { raw, transport }) =>
        transport === "rest" && raw.httpVersion === "2.0" ? failure(5, 404) : answer,
    },
  },
]);
