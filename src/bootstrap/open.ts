import type { OpenTarget } from "../target/descriptor.ts";
import type { Settings } from "../settings/settings.ts";

/**
 * Opens the target that the settings name; embedded ones are started in this process. Rejects with a SettingError when a
 * setting turns out to be wrong (a port in use, a recording that cannot be read), and with a BlockedError when a real
 * instance cannot be prepared. The signal ends preparing between two steps.
 */
export async function openTarget(
  settings: Settings,
  signal: AbortSignal = new AbortController().signal,
): Promise<OpenTarget> {
  const { environment, timeout } = settings;
  const target = await openKind(settings, signal);
  const named = environment === undefined ? {} : { environment };
  return { ...target, descriptor: { ...target.descriptor, timeout, ...named } };
}

async function openKind({ target, timeout }: Settings, signal: AbortSignal): Promise<OpenTarget> {
  // Imported when needed: nobody waits for a target that they do not use.
  switch (target.kind) {
    case "reference": {
      const { openReference } = await import("../servers/reference/open.ts");
      return openReference(target.port === undefined ? {} : { port: target.port });
    }
    case "prism": {
      const { openPrism } = await import("../servers/prism/open.ts");
      return openPrism();
    }
    case "recording": {
      const { openRecording } = await import("../servers/recording/open.ts");
      return openRecording(target.path);
    }
    case "live": {
      const { openLive } = await import("./live.ts");
      return openLive(target, timeout, signal);
    }
  }
}
