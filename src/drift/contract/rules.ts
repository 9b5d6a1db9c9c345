import type { Grade } from "../../contract/grade.ts";

/** One rule by which a difference of two contracts is graded. */
export interface ContractRule {
  /** Opaque and stable, never reused: `DRIFT-07xx` of OpenAPI documents, `DRIFT-08xx` of protobuf messages. */
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
  { id: "DRIFT-0701", grade: "breaking", statement: "The operation is gone from the document." },
  {
    id: "DRIFT-0702",
    grade: "risky",
    statement: "The operation, a parameter or a member is deprecated: a later release may drop it.",
  },
  { id: "DRIFT-0703", grade: "compatible", statement: "The operation, a parameter or a member is deprecated no more." },
  { id: "DRIFT-0704", grade: "compatible", statement: "The document has the operation, which it had not." },
  { id: "DRIFT-0705", grade: "breaking", statement: "The operation has another method." },
  { id: "DRIFT-0706", grade: "breaking", statement: "The operation has another path." },
  {
    id: "DRIFT-0707",
    grade: "risky",
    statement: "The operation has another id, by which generated clients name a function.",
  },
  // Parameters.
  { id: "DRIFT-0711", grade: "breaking", statement: "A required parameter is new." },
  { id: "DRIFT-0712", grade: "compatible", statement: "An optional parameter is new." },
  { id: "DRIFT-0713", grade: "risky", statement: "A parameter is gone: what clients send in it has no effect." },
  { id: "DRIFT-0714", grade: "breaking", statement: "A parameter that is sent by its name has another name." },
  {
    id: "DRIFT-0715",
    grade: "risky",
    statement:
      "A path parameter has another name, by which generated clients name an argument; it is not sent by its name.",
  },
  { id: "DRIFT-0716", grade: "breaking", statement: "A parameter is sent in another place." },
  { id: "DRIFT-0717", grade: "breaking", statement: "A parameter became required." },
  { id: "DRIFT-0718", grade: "compatible", statement: "A parameter is required no more." },
  { id: "DRIFT-0719", grade: "breaking", statement: "A parameter has another type." },
  { id: "DRIFT-0720", grade: "risky", statement: "A parameter has another format." },
  // Responses.
  { id: "DRIFT-0731", grade: "breaking", statement: "The response of a success is gone." },
  { id: "DRIFT-0732", grade: "risky", statement: "The response of an error is gone." },
  { id: "DRIFT-0733", grade: "compatible", statement: "A response is documented that was not." },
  { id: "DRIFT-0734", grade: "breaking", statement: "A media type of a response is gone." },
  { id: "DRIFT-0735", grade: "compatible", statement: "A media type of a response is new." },
  { id: "DRIFT-0736", grade: "breaking", statement: "A response has no content any more." },
  { id: "DRIFT-0737", grade: "compatible", statement: "A response has content, which it had not." },
  // What a response holds.
  { id: "DRIFT-0741", grade: "breaking", statement: "A member of a response is gone." },
  { id: "DRIFT-0742", grade: "compatible", statement: "A member of a response is new." },
  { id: "DRIFT-0743", grade: "breaking", statement: "A value of a response has another type." },
  { id: "DRIFT-0744", grade: "breaking", statement: "A value of a response has another format." },
  { id: "DRIFT-0745", grade: "risky", statement: "A value of a response has no format any more." },
  { id: "DRIFT-0746", grade: "compatible", statement: "A value of a response has a format, which it had not." },
  { id: "DRIFT-0747", grade: "breaking", statement: "A member of a response may be absent, which it might not." },
  { id: "DRIFT-0748", grade: "compatible", statement: "A member of a response is always there, which it was not." },
  { id: "DRIFT-0749", grade: "risky", statement: "An object of a response may hold members that it might not." },
  { id: "DRIFT-0750", grade: "compatible", statement: "An object of a response may hold fewer members." },
  { id: "DRIFT-0751", grade: "risky", statement: "A value of a response has other alternatives (oneOf or anyOf)." },
  // Credentials.
  { id: "DRIFT-0761", grade: "breaking", statement: "Credentials of a kind that was accepted are not any more." },
  { id: "DRIFT-0762", grade: "compatible", statement: "Credentials of another kind are accepted too." },
  { id: "DRIFT-0763", grade: "risky", statement: "The operation asks for credentials no more." },
  { id: "DRIFT-0764", grade: "breaking", statement: "A scope is required that was not." },
  { id: "DRIFT-0765", grade: "compatible", statement: "A scope is required no more." },
  {
    id: "DRIFT-0766",
    grade: "risky",
    statement: "Scopes are required where the old contract has a kind of credentials that knows none.",
  },
  { id: "DRIFT-0767", grade: "breaking", statement: "A permission is required that was not." },
  { id: "DRIFT-0768", grade: "risky", statement: "A permission is required no more." },
  // The RPC.
  { id: "DRIFT-0801", grade: "breaking", statement: "The RPC is gone from its service." },
  {
    id: "DRIFT-0802",
    grade: "risky",
    statement: "The RPC, a message or a field is deprecated: a later release may drop it.",
  },
  { id: "DRIFT-0803", grade: "compatible", statement: "The RPC, a message or a field is deprecated no more." },
  { id: "DRIFT-0804", grade: "compatible", statement: "The service has the RPC, which it had not." },
  { id: "DRIFT-0805", grade: "breaking", statement: "The RPC streams otherwise than it did." },
  { id: "DRIFT-0806", grade: "breaking", statement: "The RPC takes or answers another message." },
  { id: "DRIFT-0807", grade: "breaking", statement: "A binding of the RPC to HTTP is gone." },
  { id: "DRIFT-0808", grade: "compatible", statement: "A binding of the RPC to HTTP is new." },
  { id: "DRIFT-0809", grade: "breaking", statement: "The RPC requires another permission." },
  { id: "DRIFT-0810", grade: "risky", statement: "The RPC requires a permission no more." },
  { id: "DRIFT-0811", grade: "breaking", statement: "The message that errors carry is gone." },
  // Fields.
  {
    id: "DRIFT-0821",
    grade: "breaking",
    statement: "A field is gone, and its number and name are not reserved: both may come back with another meaning.",
  },
  { id: "DRIFT-0822", grade: "breaking", statement: "A field is gone, its number or name reserved." },
  { id: "DRIFT-0823", grade: "compatible", statement: "A field is new." },
  { id: "DRIFT-0824", grade: "breaking", statement: "A required field is new." },
  { id: "DRIFT-0825", grade: "breaking", statement: "A field has another number." },
  { id: "DRIFT-0826", grade: "breaking", statement: "A field's number is used by another field." },
  { id: "DRIFT-0827", grade: "breaking", statement: "A field has another name in JSON." },
  {
    id: "DRIFT-0828",
    grade: "risky",
    statement: "A field has another name in generated code and the same one in JSON.",
  },
  { id: "DRIFT-0829", grade: "breaking", statement: "A field has another type." },
  { id: "DRIFT-0830", grade: "breaking", statement: "A field is repeated that was not, or the other way round." },
  { id: "DRIFT-0831", grade: "breaking", statement: "A field became required." },
  { id: "DRIFT-0832", grade: "risky", statement: "A field tells otherwise whether it is there." },
  { id: "DRIFT-0833", grade: "breaking", statement: "A field joined a oneof, left it, or went to another." },
  { id: "DRIFT-0834", grade: "risky", statement: "A field is validated by other rules." },
  { id: "DRIFT-0835", grade: "risky", statement: "A number or name is reserved no more: it may be used again." },
  { id: "DRIFT-0836", grade: "cosmetic", statement: "A number or name is reserved that no field had." },
  // Enums.
  { id: "DRIFT-0841", grade: "breaking", statement: "A value of an enum is gone." },
  { id: "DRIFT-0842", grade: "risky", statement: "A value of an enum is new: clients may not know it." },
  { id: "DRIFT-0843", grade: "breaking", statement: "A value of an enum has another number." },
  { id: "DRIFT-0844", grade: "breaking", statement: "A value of an enum has another name, which JSON writes." },
] as const satisfies readonly ContractRule[];

/** Id of a rule that exists. */
export type ContractRuleId = (typeof CONTRACT_RULES)[number]["id"];
