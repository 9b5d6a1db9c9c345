import { parseArgs } from "node:util";
import { breakSample, readSamples, type Sample } from "../samples/sample.ts";
import { wrongArguments } from "./wrong-arguments.ts";

const USAGE =
  "npm run samples -- [--language python] [--variant Requests] [--markdown] [--no-install] [--broken]; --language and --variant may be repeated";

/** Arguments of a run of the samples. */
export interface SampleArguments {
  readonly samples: readonly Sample[];
  /** Print the table for the documentation. */
  readonly markdown: boolean;
  /** Libraries may be downloaded. */
  readonly installs: boolean;
  /** Give every sample a defect, which must be noticed. */
  readonly broken: boolean;
}

/** Reads the arguments. Throws a SettingError that names the problem and the usage. */
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
    throw wrongArguments("npm run samples", error, USAGE);
  }
}

/** The given names in their official spelling; undefined when there are none. */
function known(given: readonly string[] | undefined, names: readonly string[], option: string): string[] | undefined {
  return given?.map((name) => {
    const found = names.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    throw new TypeError(`${option} is ${JSON.stringify(name)}, which is none of ${[...new Set(names)].join(", ")}`);
  });
}
