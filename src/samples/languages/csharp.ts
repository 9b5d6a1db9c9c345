import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  versionOf,
  whyNotInstalled,
  type Installed,
  type Language,
  type Prepare,
  type ToolChain,
  type Variant,
} from "../language.ts";

/** The last major version whose options have `MaxTimeout`, which the sample sets. */
const RESTSHARP = "110.2.0";

function project(framework: string, reference = ""): string {
  return `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>${framework}</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>${reference}</ItemGroup>
</Project>
`;
}

const QUIET = { DOTNET_NOLOGO: "1", DOTNET_CLI_TELEMETRY_OPTOUT: "1", DOTNET_SKIP_FIRST_TIME_EXPERIENCE: "1" };

/** With .NET the sample is a whole program: top-level statements and implicit usings. */
function dotnetVariant(framework: string, reference = "", using = ""): Variant {
  return {
    file: "Program.cs",
    files: { "sample.csproj": project(framework, reference) },
    ...(using === "" ? {} : { frame: (code) => `${using}\n${code}\n` }),
    build: () => ({ program: "dotnet", args: ["build", "-v", "quiet", "-o", "out", "sample.csproj"], env: QUIET }),
    run: () => ({ program: "dotnet", args: ["out/sample.dll"], env: { DOTNET_GCHeapHardLimit: "0x10000000" } }),
  };
}

function restSharp(framework: string): Variant {
  const reference = `<PackageReference Include="RestSharp" Version="${RESTSHARP}" />`;
  const install = async (folder: string, prepare: Prepare): Promise<Installed | string> => {
    const libraries = [`RestSharp ${RESTSHARP}`];
    writeFileSync(join(folder, "sample.csproj"), project(framework, reference));
    const ended = await prepare({ program: "dotnet", args: ["restore", "sample.csproj"], env: QUIET }, folder);
    return ended.code === 0 ? { folder, libraries } : whyNotInstalled("dotnet", libraries, ended);
  };
  return { ...dotnetVariant(framework, reference, "using RestSharp;"), install };
}

/** Mono's compiler does not support top-level statements, so a class and a main method go around the sample. */
const mono: Variant = {
  file: "sample.cs",
  systemTrustOnly: true,
  frame: (code) => `using System;
using System.Net.Http;
using System.Threading.Tasks;
class Sample {
  static async Task Run() {
${code}
  }
  static void Main() { Run().GetAwaiter().GetResult(); }
}
`,
  build: () => ({ program: "mcs", args: ["-r:System.Net.Http.dll", "-out:sample.exe", "sample.cs"] }),
  run: () => ({ program: "mono", args: ["sample.exe"], addressSpace: 4_000_000 }),
};

const monoRestSharp: Variant = {
  ...mono,
  install: () => Promise.resolve(`RestSharp ${RESTSHARP} is missing: install the .NET SDK, whose NuGet installs it`),
};

async function findDotnet(prepare: Prepare): Promise<ToolChain | undefined> {
  const version = await versionOf(prepare, "dotnet", "--version");
  if (version === undefined) return undefined;
  const framework = `net${version.split(".").slice(0, 1).join(".")}.0`;
  return {
    version: `.NET SDK ${version}`,
    variants: { HttpClient: dotnetVariant(framework), RestSharp: restSharp(framework) },
  };
}

async function findMono(prepare: Prepare): Promise<ToolChain | undefined> {
  const version = await versionOf(prepare, "mcs", "--version");
  if (version === undefined || (await versionOf(prepare, "mono", "--version")) === undefined) return undefined;
  return { version: `Mono ${version}`, variants: { HttpClient: mono, RestSharp: monoRestSharp } };
}

/** C#: the .NET SDK, or Mono where it is absent. */
export const CSHARP: Language = {
  id: "csharp",
  title: "C#",
  remedy: "the .NET SDK, or Mono (mono-mcs, mono-runtime and System.Net.Http) for HttpClient alone",
  find: async (prepare) => (await findDotnet(prepare)) ?? findMono(prepare),
};
