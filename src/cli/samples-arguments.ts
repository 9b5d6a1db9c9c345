import { parseArgs } from "node:util";
import { SettingError } from "../errors.ts";
import { breakSample, readSamples, type Sample } from "../samples/sample.ts";

const USAGE =
  "npm run samples [-- --language python] [--variant Requests] [--markdown] [--no-install] [--broken]; --language and --variant may be repeated";

/** What a run of the samples was asked for. */
export interface SampleArguments {
  readonly samples: readonly Sample[];
  /** Prints the table of the documentation. */
  readonly markdown: boolean;
  /** May fetch libraries. */
  readonly installs: boolean;
  /** Every sample has a defect, which must be noticed. */
  readonly broken: boolean;
}

/** Reads the arguments. Throws a SettingError that says what is wrong and how it is used. */
export function readSampleArguments(argv: readonly string[]): SampleArguments {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        language: { type: "string", multiple: true },
        variant: { type: "string", multiple: true },
        markdown: { type: "boolean", default: false },
        "no-install": { type: "boolean", default: false },
        broken: { type: "boolean", default: false },
      },
    });
    const all = readSamples();
    const languages = known(
      values.language,
      all.map(({ language }) => language),
      "--language",
    );
    const variants = known(
      values.variant,
      all.map(({ variant }) => variant),
      "--variant",
    );
    const samples = all.filter(
      ({ language, variant }) => (languages?.includes(language) ?? true) && (variants?.includes(variant) ?? true),
    );
    if (samples.length === 0) throw new TypeError("No sample is of this language and this variant");
    const { markdown, broken } = values;
    return { samples: broken ? samples.map(breakSample) : samples, markdown, installs: !values["no-install"], broken };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingError("npm run samples", `${reason}. Usage: ${USAGE}`);
  }
}

/** The names that were given, spelt as they are; undefined when none was. */
function known(given: readonly string[] | undefined, names: readonly string[], option: string): string[] | undefined {
  return given?.map((name) => {
    const found = names.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    throw new TypeError(`${option} is ${JSON.stringify(name)}, which is none of ${[...new Set(names)].join(", ")}`);
  });
}
