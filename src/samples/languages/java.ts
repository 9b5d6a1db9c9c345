import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { versionOf, whyNotInstalled, type Installed, type Language, type Prepare, type Variant } from "../language.ts";

/** The sample is a few statements: imports, a main method and a print of the body go around it. */
function frame(imports: readonly string[], print: string) {
  return (code: string): string => `${imports.map((name) => `import ${name};`).join("\n")}
public class Sample {
  public static void main(String[] args) throws Exception {
${code}
    System.out.println(${print});
  }
}
`;
}

interface Artifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
}

function pom({ group, name, version }: Artifact): string {
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>sample</groupId>
  <artifactId>sample</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>
`;
}

function install(artifact: Artifact) {
  return async (folder: string, prepare: Prepare): Promise<Installed | string> => {
    const libraries = [`${artifact.group}:${artifact.name} ${artifact.version}`];
    writeFileSync(join(folder, "pom.xml"), pom(artifact));
    const goal = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
    const args = ["--batch-mode", "--quiet", goal, "-DoutputDirectory=lib"];
    const ended = await prepare({ program: "mvn", args }, folder);
    return ended.code === 0 ? { folder: join(folder, "lib"), libraries } : whyNotInstalled("mvn", libraries, ended);
  };
}

function variant(artifact: Artifact, imports: readonly string[], print: string): Variant {
  return {
    file: "Sample.java",
    frame: frame(imports, print),
    install: install(artifact),
    build: ({ folder }) => ({
      program: "javac",
      args: ["-J-Xmx256m", "-cp", join(folder, "*"), "-d", ".", "Sample.java"],
    }),
    run: ({ folder }) => ({
      program: "java",
      args: [
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        `.${process.platform === "win32" ? ";" : ":"}${join(folder, "*")}`,
        "Sample",
      ],
    }),
  };
}

const OKHTTP = { group: "com.squareup.okhttp3", name: "okhttp", version: "4.12.0" };
/** The last release with `Unirest.setTimeouts`, which the sample calls. */
const UNIREST = { group: "com.mashape.unirest", name: "unirest-java", version: "1.4.9" };

/** A JDK, with Maven for the libraries. */
export const JAVA: Language = {
  id: "java",
  title: "Java",
  remedy: "a JDK and Maven",
  find: async (prepare) => {
    const version = await versionOf(prepare, "javac", "-version");
    if (version === undefined) return undefined;
    const variants = {
      OkHttp: variant(OKHTTP, ["okhttp3.*"], "response.body().string()"),
      Unirest: variant(UNIREST, ["com.mashape.unirest.http.*"], "response.getBody()"),
    };
    return { version: `JDK ${version}`, variants };
  },
};
