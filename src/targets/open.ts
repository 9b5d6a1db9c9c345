import type { OpenTarget } from "../engine/target.ts";
import { liveFacts } from "./live.ts";
import type { Settings } from "./settings.ts";

/**
 * Opens the target that the settings name; embedded ones are started in this process. Throws a SettingError when a
 * setting turns out to be wrong: a port in use, a recording that cannot be read.
 */
export async function openTarget({ target, timeout }: Settings): Promise<OpenTarget> {
  // Imported when needed: nobody waits for a server that they do not use.
  switch (target.kind) {
    case "reference": {
      const { openReference } = await import("./reference/open.ts");
      return openReference(target.port === undefined ? {} : { port: target.port });
    }
    case "prism": {
      const { openPrism } = await import("./prism/open.ts");
      return openPrism();
    }
    case "recording": {
      const { openRecording } = await import("./recording/open.ts");
      return openRecording(target.path);
    }
    case "live":
      return { facts: liveFacts(target, timeout), close: () => Promise.resolve() };
  }
}
