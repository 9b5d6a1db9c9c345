import { valid } from "semver";
import { SettingError } from "../errors.ts";

/** A release of the vendor, as the tag of its image. */
export interface Release {
  /** Tag of the image, such as `v4.13.1`. */
  readonly tag: string;
  /** The release for reports and known deviations; absent for a tag that names none, such as `latest`. */
  readonly version?: string;
}

/** What a registry accepts as a tag. */
const TAG = /^\w[\w.-]{0,127}$/;

/** Reads a release that was given as an argument: a tag of the vendor's image, or a release without its `v`. */
export function readRelease(given: string): Release {
  if (!TAG.test(given)) {
    throw new SettingError(
      "release",
      `${JSON.stringify(given)} is no tag of the vendor's image: give a release such as v4.13.1.`,
    );
  }
  if (valid(given) === null) return { tag: given };
  const version = given.replace(/^v/, "");
  return { tag: `v${version}`, version };
}
