import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { addFormats } from "./formats.ts";
import { standaloneSchema } from "./standalone.ts";

/** A violation of a documented schema by a body. */
export interface SchemaProblem {
  /** JSON pointer into the body (RFC 6901); empty for the body itself. */
  readonly pointer: string;
  readonly message: string;
  readonly expected: string;
  /** The value there, cut to 60 characters. */
  readonly actual: string;
}

/** The problems of a body under the documented schema of a success; none when it satisfies it. */
export function validateSuccess(value: unknown): readonly SchemaProblem[] {
  return problems((success ??= compile("200")), value);
}

/** The problems of a body under the documented schema of an error; none when it satisfies it. */
export function validateError(value: unknown): readonly SchemaProblem[] {
  return problems((error ??= compile("default")), value);
}

let success: ValidateFunction | undefined;
let error: ValidateFunction | undefined;

/**
 * An Ajv for JSON Schema draft 2020-12, the dialect of OpenAPI 3.1, in strict mode, where an unknown keyword or format
 * is an error instead of a silent pass.
 */
export function createAjv(): Ajv2020 {
  // A test holds the schemas against the metaschema, which takes longer to compile than they do.
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, validateSchema: false });
  addFormats(ajv);
  return ajv;
}

function compile(status: "200" | "default"): ValidateFunction {
  return createAjv().compile(standaloneSchema(status));
}

function problems(validate: ValidateFunction, value: unknown): readonly SchemaProblem[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((found) => ({
    pointer: found.instancePath,
    message: found.message ?? found.keyword,
    expected: expectedBy(found),
    actual: cut(found.data),
  }));
}

function expectedBy({ keyword, params, message }: ErrorObject): string {
  const named = params as Readonly<Record<string, unknown>>;
  if (keyword === "type") return String(named["type"]);
  if (keyword === "format") return `the format ${String(named["format"])}`;
  return message ?? keyword;
}

function cut(value: unknown): string {
  const text = value === undefined ? "absent" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
