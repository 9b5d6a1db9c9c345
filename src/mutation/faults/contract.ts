import { OPERATION } from "../../contract/operation.ts";
import type { Behaviour } from "../../servers/reference/behaviour.ts";
import { without, type Json } from "./change.ts";

/** One change of the contract that the server publishes; what the server does is not changed by it. */
export interface ContractFault {
  /** Stable: `contract/what changed`. */
  readonly id: string;
  /** What the vendor changed. */
  readonly statement: string;
  /** Id of the rule of contract drift that must notice it. */
  readonly rule: string;
  readonly behaviour: Behaviour;
}

/** The published document, as far as faults change it. */
interface Published {
  produces: string[];
  paths: Record<string, Record<string, Operation>>;
  definitions: Record<"UserMetadata" | "ObjectDetails" | "RpcStatus", { properties: Record<string, Json> }>;
  securityDefinitions: Json;
  security: Json[];
}

type Operation = Json & { parameters: Json[]; responses: Record<string, Json> };

type Entry = readonly [name: string, statement: string, rule: string, change: (document: Published) => void];

const SEQUENCE = { type: "string", format: "uint64" };

/** Changes of the published contract, from the gone operation to the new scope. */
export const CONTRACT_FAULTS: readonly ContractFault[] = define([
  ["operation-gone", "the operation is gone", "DRIFT-0701", (document) => (document.paths = {})],
  [
    "operation-deprecated",
    "the operation is deprecated",
    "DRIFT-0702",
    (document) => (operationOf(document)["deprecated"] = true),
  ],
  [
    "other-method",
    "the operation is a POST",
    "DRIFT-0705",
    (document) => (document.paths = { [pathOf(document)]: { post: operationOf(document) } }),
  ],
  [
    "other-path",
    "the operation has another path",
    "DRIFT-0706",
    (document) => (document.paths = { "/users/self/metadata/{key}": { get: operationOf(document) } }),
  ],
  [
    "parameter-required",
    "a new parameter is required",
    "DRIFT-0711",
    (document) => operationOf(document).parameters.push({ name: "org", in: "query", required: true, type: "string" }),
  ],
  [
    "success-gone",
    "the success is documented no more",
    "DRIFT-0731",
    (document) => {
      const operation = operationOf(document);
      operation.responses = without(operation.responses, "200") as Record<string, Json>;
    },
  ],
  ["media-type-gone", "gRPC is offered no more", "DRIFT-0734", (document) => document.produces.splice(1, 1)],
  [
    "member-gone",
    "the owner of an entry is told no more",
    "DRIFT-0741",
    (document) => {
      const { ObjectDetails: details } = document.definitions;
      details.properties = without(details.properties, "resourceOwner") as Record<string, Json>;
    },
  ],
  [
    "member-deprecated",
    "the sequence is deprecated",
    "DRIFT-0702",
    (document) => (document.definitions.ObjectDetails.properties["sequence"] = { ...SEQUENCE, "x-deprecated": true }),
  ],
  [
    "member-type",
    "the sequence is a number",
    "DRIFT-0743",
    (document) => (document.definitions.ObjectDetails.properties["sequence"] = { ...SEQUENCE, type: "integer" }),
  ],
  [
    "member-format",
    "a value is no longer base64 but text",
    "DRIFT-0745",
    (document) => (document.definitions.UserMetadata.properties["value"] = { type: "string" }),
  ],
  [
    "scope-new",
    "a scope is required",
    "DRIFT-0766",
    (document) => {
      document.securityDefinitions = { token: { type: "oauth2" } };
      document.security = [{ token: ["metadata"] }];
    },
  ],
  [
    "permission-new",
    "a permission is required",
    "DRIFT-0767",
    (document) => (operationOf(document)["x-permissions"] = ["user.self.read"]),
  ],
]);

function define(entries: readonly Entry[]): readonly ContractFault[] {
  return entries.map(([name, statement, rule, change]) => ({
    id: `contract/${name}`,
    statement,
    rule,
    behaviour: {
      json: (json, { answer }) => {
        if (answer.kind !== "published") return json;
        const document = structuredClone(json) as Published;
        change(document);
        return document;
      },
    },
  }));
}

function pathOf({ paths }: Published): string {
  return Object.keys(paths)[0] ?? "";
}

function operationOf(document: Published): Operation {
  const operation = document.paths[pathOf(document)]?.["get"];
  if (operation === undefined) throw new Error(`The published document has no ${OPERATION.name}`);
  return operation;
}
