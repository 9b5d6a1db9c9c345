import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ListDetailsSchema, ListQuery } from "@zitadel/proto/zitadel/object_pb.js";
import type { State } from "../state.ts";
import { timestampOf } from "./details.ts";

/** Default page size, as the vendor documents ListQuery.limit. */
const DEFAULT_LIMIT = 1000;

/** The page of the results that a query requests. */
export function page<T>(found: readonly T[], query: ListQuery | undefined): T[] {
  const { offset = 0n, limit = 0 } = query ?? {};
  return found.slice(Number(offset), Number(offset) + (limit === 0 ? DEFAULT_LIMIT : limit));
}

/** The vendor's details of a list: the number of results, and the time of the data. */
export function listDetails(
  { now, lag }: State,
  found: readonly unknown[],
): MessageInitShape<typeof ListDetailsSchema> {
  return { totalResult: BigInt(found.length), viewTimestamp: timestampOf(now() - lag.delay) };
}
