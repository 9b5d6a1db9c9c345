import { contextFromEnv } from "../runner/run-context.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";

/**
 * What Allure shows of a run's surroundings. Allure reads it at the end of the run, and only then is it certain that the
 * target was opened.
 */
export function allureEnvironment(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const of = (name: "kind" | "baseUrl" | "environment" | "vendorVersion", unknown: string): string => {
    const descriptor: TargetDescriptor | undefined = contextFromEnv(env)?.descriptor;
    return descriptor?.[name] ?? unknown;
  };
  return {
    get target() {
      return of("kind", "unknown");
    },
    get base_url() {
      return of("baseUrl", "unknown");
    },
    get environment() {
      return of("environment", "none");
    },
    get vendor_version() {
      return of("vendorVersion", "unknown");
    },
    node: process.version,
  };
}
