import type { Grade } from "../../contract/grade.ts";

/** One rule by which a difference of two contracts is graded. */
export interface ContractRule {
  /** Opaque and stable, never reused: `DRIFT-05xx` of OpenAPI documents, `DRIFT-06xx` of protobuf messages. */
  readonly id: string;
  readonly grade: Grade;
  readonly statement: string;
}

/**
 * Every rule of contract drift, after the manner of oasdiff's checks and of buf's breaking change rules. Both judge by
 * direction: what a client sends may be let in more widely, what it reads may be promised more narrowly.
 */
export const CONTRACT_RULES = [
  // The operation.
  { id: "DRIFT-0501", grade: "breaking", statement: "The operation is gone from the document." },
  {
    id: "DRIFT-0502",
    grade: "risky",
    statement: "The operation, a parameter or a member is deprecated: a later release may drop it.",
  },
  { id: "DRIFT-0503", grade: "compatible", statement: "The operation, a parameter or a member is deprecated no more." },
  { id: "DRIFT-0504", grade: "compatible", statement: "The document has the operation, which it had not." },
  { id: "DRIFT-0505", grade: "breaking", statement: "The operation has another method." },
  { id: "DRIFT-0506", grade: "breaking", statement: "The operation has another path." },
  {
    id: "DRIFT-0507",
    grade: "risky",
    statement: "The operation has another id, by which generated clients name a function.",
  },
  // Parameters.
  { id: "DRIFT-0511", grade: "breaking", statement: "A required parameter is new." },
  { id: "DRIFT-0512", grade: "compatible", statement: "An optional parameter is new." },
  { id: "DRIFT-0513", grade: "risky", statement: "A parameter is gone: what clients send in it has no effect." },
  { id: "DRIFT-0514", grade: "breaking", statement: "A parameter that is sent by its name has another name." },
  {
    id: "DRIFT-0515",
    grade: "risky",
    statement:
      "A path parameter has another name, by which generated clients name an argument; it is not sent by its name.",
  },
  { id: "DRIFT-0516", grade: "breaking", statement: "A parameter is sent in another place." },
  { id: "DRIFT-0517", grade: "breaking", statement: "A parameter became required." },
  { id: "DRIFT-0518", grade: "compatible", statement: "A parameter is required no more." },
  { id: "DRIFT-0519", grade: "breaking", statement: "A parameter has another type." },
  { id: "DRIFT-0520", grade: "risky", statement: "A parameter has another format." },
  // Responses.
  { id: "DRIFT-0531", grade: "breaking", statement: "The response of a success is gone." },
  { id: "DRIFT-0532", grade: "risky", statement: "The response of an error is gone." },
  { id: "DRIFT-0533", grade: "compatible", statement: "A response is documented that was not." },
  { id: "DRIFT-0534", grade: "breaking", statement: "A media type of a response is gone." },
  { id: "DRIFT-0535", grade: "compatible", statement: "A media type of a response is new." },
  { id: "DRIFT-0536", grade: "breaking", statement: "A response has no content any more." },
  { id: "DRIFT-0537", grade: "compatible", statement: "A response has content, which it had not." },
  // What a response holds.
  { id: "DRIFT-0541", grade: "breaking", statement: "A member of a response is gone." },
  { id: "DRIFT-0542", grade: "compatible", statement: "A member of a response is new." },
  { id: "DRIFT-0543", grade: "breaking", statement: "A value of a response has another type." },
  { id: "DRIFT-0544", grade: "breaking", statement: "A value of a response has another format." },
  { id: "DRIFT-0545", grade: "risky", statement: "A value of a response has no format any more." },
  { id: "DRIFT-0546", grade: "compatible", statement: "A value of a response has a format, which it had not." },
  { id: "DRIFT-0547", grade: "breaking", statement: "A member of a response may be absent, which it might not." },
  { id: "DRIFT-0548", grade: "compatible", statement: "A member of a response is always there, which it was not." },
  { id: "DRIFT-0549", grade: "risky", statement: "An object of a response may hold members that it might not." },
  { id: "DRIFT-0550", grade: "compatible", statement: "An object of a response may hold fewer members." },
  { id: "DRIFT-0551", grade: "risky", statement: "A value of a response has other alternatives (oneOf or anyOf)." },
  // Credentials.
  { id: "DRIFT-0561", grade: "breaking", statement: "Credentials of a kind that was accepted are not any more." },
  { id: "DRIFT-0562", grade: "compatible", statement: "Credentials of another kind are accepted too." },
  { id: "DRIFT-0563", grade: "risky", statement: "The operation asks for credentials no more." },
  { id: "DRIFT-0564", grade: "breaking", statement: "A scope is required that was not." },
  { id: "DRIFT-0565", grade: "compatible", statement: "A scope is required no more." },
  {
    id: "DRIFT-0566",
    grade: "risky",
    statement: "Scopes are required where the old contract has a kind of credentials that knows none.",
  },
  { id: "DRIFT-0567", grade: "breaking", statement: "A permission is required that was not." },
  { id: "DRIFT-0568", grade: "risky", statement: "A permission is required no more." },
  // The RPC.
  { id: "DRIFT-0601", grade: "breaking", statement: "The RPC is gone from its service." },
  {
    id: "DRIFT-0602",
    grade: "risky",
    statement: "The RPC, a message or a field is deprecated: a later release may drop it.",
  },
  { id: "DRIFT-0603", grade: "compatible", statement: "The RPC, a message or a field is deprecated no more." },
  { id: "DRIFT-0604", grade: "compatible", statement: "The service has the RPC, which it had not." },
  { id: "DRIFT-0605", grade: "breaking", statement: "The RPC streams otherwise than it did." },
  { id: "DRIFT-0606", grade: "breaking", statement: "The RPC takes or answers another message." },
  { id: "DRIFT-0607", grade: "breaking", statement: "A binding of the RPC to HTTP is gone." },
  { id: "DRIFT-0608", grade: "compatible", statement: "A binding of the RPC to HTTP is new." },
  { id: "DRIFT-0609", grade: "breaking", statement: "The RPC requires another permission." },
  { id: "DRIFT-0610", grade: "risky", statement: "The RPC requires a permission no more." },
  { id: "DRIFT-0611", grade: "breaking", statement: "The message that errors carry is gone." },
  // Fields.
  {
    id: "DRIFT-0621",
    grade: "breaking",
    statement: "A field is gone, and its number and name are not reserved: both may come back with another meaning.",
  },
  { id: "DRIFT-0622", grade: "breaking", statement: "A field is gone, its number or name reserved." },
  { id: "DRIFT-0623", grade: "compatible", statement: "A field is new." },
  { id: "DRIFT-0624", grade: "breaking", statement: "A required field is new." },
  { id: "DRIFT-0625", grade: "breaking", statement: "A field has another number." },
  { id: "DRIFT-0626", grade: "breaking", statement: "A field's number is used by another field." },
  { id: "DRIFT-0627", grade: "breaking", statement: "A field has another name in JSON." },
  {
    id: "DRIFT-0628",
    grade: "risky",
    statement: "A field has another name in generated code and the same one in JSON.",
  },
  { id: "DRIFT-0629", grade: "breaking", statement: "A field has another type." },
  { id: "DRIFT-0630", grade: "breaking", statement: "A field is repeated that was not, or the other way round." },
  { id: "DRIFT-0631", grade: "breaking", statement: "A field became required." },
  { id: "DRIFT-0632", grade: "risky", statement: "A field tells otherwise whether it is there." },
  { id: "DRIFT-0633", grade: "breaking", statement: "A field joined a oneof, left it, or went to another." },
  { id: "DRIFT-0634", grade: "risky", statement: "A field is validated by other rules." },
  { id: "DRIFT-0635", grade: "risky", statement: "A number or name is reserved no more: it may be used again." },
  { id: "DRIFT-0636", grade: "cosmetic", statement: "A number or name is reserved that no field had." },
  // Enums.
  { id: "DRIFT-0641", grade: "breaking", statement: "A value of an enum is gone." },
  { id: "DRIFT-0642", grade: "risky", statement: "A value of an enum is new: clients may not know it." },
  { id: "DRIFT-0643", grade: "breaking", statement: "A value of an enum has another number." },
  { id: "DRIFT-0644", grade: "breaking", statement: "A value of an enum has another name, which JSON writes." },
] as const satisfies readonly ContractRule[];

/** Id of a rule that exists. */
export type ContractRuleId = (typeof CONTRACT_RULES)[number]["id"];
