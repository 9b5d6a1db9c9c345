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

/** A fault before it has its id and behaviour. */
interface Entry extends Omit<ContractFault, "id" | "behaviour"> {
  readonly name: string;
  readonly change: (document: Published) => void;
}

const SEQUENCE = { type: "string", format: "uint64" };

/** Changes of the published contract, from the gone operation to the new scope. */
export const CONTRACT_FAULTS: readonly ContractFault[] = define([
  {
    name: "operation-gone",
    statement: "the operation is gone",
    rule: "DRIFT-0701",
    change: (document) => (document.paths = {}),
  },
  {
    name: "operation-deprecated",
    statement: "the operation is deprecated",
    rule: "DRIFT-0702",
    change: (document) => (operationOf(document)["deprecated"] = true),
  },
  {
    name: "other-method",
    statement: "the operation is a POST",
    rule: "DRIFT-0705",
    change: (document) => (document.paths = { [pathOf(document)]: { post: operationOf(document) } }),
  },
  {
    name: "other-path",
    statement: "the operation has another path",
    rule: "DRIFT-0706",
    change: (document) => (document.paths = { "/users/self/metadata/{key}": { get: operationOf(document) } }),
  },
  {
    name: "parameter-required",
    statement: "a new parameter is required",
    rule: "DRIFT-0711",
    change: (document) =>
      operationOf(document).parameters.push({ name: "org", in: "query", required: true, type: "string" }),
  },
  {
    name: "success-gone",
    statement: "the success is no longer documented",
    rule: "DRIFT-0731",
    change: (document) => {
      const operation = operationOf(document);
      operation.responses = without(operation.responses, "200") as Record<string, Json>;
    },
  },
  {
    name: "media-type-gone",
    statement: "gRPC is no longer offered",
    rule: "DRIFT-0734",
    change: (document) => document.produces.splice(1, 1),
  },
  {
    name: "member-gone",
    statement: "the owner of an entry is no longer published",
    rule: "DRIFT-0741",
    change: (document) => {
      const { ObjectDetails: details } = document.definitions;
      details.properties = without(details.properties, "resourceOwner") as Record<string, Json>;
    },
  },
  {
    name: "member-deprecated",
    statement: "the sequence is deprecated",
    rule: "DRIFT-0702",
    change: (document) =>
      (document.definitions.ObjectDetails.properties["sequence"] = { ...SEQUENCE, "x-deprecated": true }),
  },
  {
    name: "member-type",
    statement: "the sequence is a number",
    rule: "DRIFT-0743",
    change: (document) =>
      (document.definitions.ObjectDetails.properties["sequence"] = { ...SEQUENCE, type: "integer" }),
  },
  {
    name: "member-format",
    statement: "a value is no longer base64 but text",
    rule: "DRIFT-0745",
    change: (document) => (document.definitions.UserMetadata.properties["value"] = { type: "string" }),
  },
  {
    name: "scope-new",
    statement: "a scope is required",
    rule: "DRIFT-0766",
    change: (document) => {
      document.securityDefinitions = { token: { type: "oauth2" } };
      document.security = [{ token: ["metadata"] }];
    },
  },
  {
    name: "permission-new",
    statement: "a permission is required",
    rule: "DRIFT-0767",
    change: (document) => (operationOf(document)["x-permissions"] = ["user.self.read"]),
  },
]);

function define(entries: readonly Entry[]): readonly ContractFault[] {
  return entries.map(({ name, statement, rule, change }) => ({
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
