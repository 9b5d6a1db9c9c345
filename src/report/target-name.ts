import type { TargetDescriptor } from "../target/descriptor.ts";
import type { StatementTarget } from "./conformance.ts";

/** The target in a few words: `staging: live 4.0.0 at https://id.example.com`. */
export function targetName(
  target: Pick<TargetDescriptor, "kind" | "baseUrl" | "vendorVersion" | "environment"> | StatementTarget,
): string {
  const { kind, baseUrl, vendorVersion, environment } = target;
  const place = environment ?? "";
  const release = vendorVersion ?? "";
  const name = [kind, ...(release === "" ? [] : [release]), ...(baseUrl === "" ? [] : ["at", baseUrl])].join(" ");
  return [...(place === "" ? [] : [place]), name].join(": ");
}
