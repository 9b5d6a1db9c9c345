import { versionOf, type Language, type Variant } from "../language.ts";

const restMethod: Variant = {
  file: "sample.ps1",
  run: () => ({
    program: "pwsh",
    args: ["-NoLogo", "-NoProfile", "-NonInteractive", "-File", "sample.ps1"],
    env: { POWERSHELL_TELEMETRY_OPTOUT: "1", DOTNET_GCHeapHardLimit: "0x10000000", NO_COLOR: "1" },
  }),
};

/** PowerShell 7. */
export const POWERSHELL: Language = {
  id: "powershell",
  title: "PowerShell",
  remedy: "PowerShell 7 as pwsh",
  find: async (prepare) => {
    const version = await versionOf(prepare, "pwsh", "--version");
    return version === undefined
      ? undefined
      : { version: `PowerShell ${version}`, variants: { RestMethod: restMethod } };
  },
};
