import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ListDetailsSchema, ListQuery } from "@zitadel/proto/zitadel/object_pb.js";
import type { State } from "../state.ts";
import { timestampOf } from "./details.ts";

/** Results of a page for which no limit was given, as the vendor documents ListQuery.limit. */
const DEFAULT_LIMIT = 1000;

/** The part of what was found that a query asks for. */
export function page<T>(found: readonly T[], query: ListQuery | undefined): T[] {
  const { offset = 0n, limit = 0 } = query ?? {};
  return found.slice(Number(offset), Number(offset) + (limit === 0 ? DEFAULT_LIMIT : limit));
}

/** What the vendor tells of a list: how much was found, and when what is shown was true. */
export function listDetails(
  { now, lag }: State,
  found: readonly unknown[],
): MessageInitShape<typeof ListDetailsSchema> {
  return { totalResult: BigInt(found.length), viewTimestamp: timestampOf(now() - lag.delay) };
}
