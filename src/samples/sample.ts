import { fillGenerated, fillPage, type Values } from "./fill.ts";
import { PAGE_SAMPLE, readGeneratedSamples } from "./generated.ts";

/** One sample of the documentation page. */
export interface Sample {
  readonly language: string;
  readonly variant: string;
  readonly fill: (values: Values) => string;
}

/** Every sample in the page's order: the page's own curl first, then the generated ones. */
export function readSamples(): readonly Sample[] {
  return [
    { language: "curl", variant: "the page's own", fill: (values) => fillPage(PAGE_SAMPLE, values) },
    ...readGeneratedSamples().samples.map(({ language, variant, code }) => ({
      language,
      variant,
      fill: (values: Values) => fillGenerated(code, values),
    })),
  ];
}

/** A sample with a defect that every client shows: a misnamed header field, so that no token arrives. */
export function breakSample(sample: Sample): Sample {
  return { ...sample, fill: (values) => sample.fill(values).replaceAll("Authorization", "Authorisation") };
}
