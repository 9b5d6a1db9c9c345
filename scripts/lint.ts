import { ESLint } from "eslint";
import ts from "typescript";

/**
 * `npm run lint`: TypeScript's errors and ESLint's, from one program of all files, as finding their types is most of the
 * work of either.
 */
async function main(): Promise<void> {
  const program = readProgram();
  const eslint = new ESLint({
    overrideConfig: {
      files: ["**/*.ts"],
      languageOptions: { parserOptions: { projectService: false, programs: [program] } },
    },
  });
  // First the rules: they ask for types as editors do, and the errors then find most types known.
  const results = await eslint.lintFiles(["."]);
  const errors = ts.getPreEmitDiagnostics(program);
  const formatter = await eslint.loadFormatter("stylish");
  console.error(ts.formatDiagnosticsWithColorAndContext(errors, HOST) + (await formatter.format(results)));
  if (errors.length > 0 || results.some(({ errorCount }) => errorCount > 0)) process.exitCode = 1;
}

const HOST: ts.FormatDiagnosticsHost = {
  getCurrentDirectory: () => process.cwd(),
  getCanonicalFileName: (name) => name,
  getNewLine: () => "\n",
};

/** All files of tsconfig.json. */
function readProgram(): ts.Program {
  const host: ts.ParseConfigFileHost = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.formatDiagnostic(problem, HOST));
    },
  };
  const read = ts.getParsedCommandLineOfConfigFile("tsconfig.json", { noEmit: true }, host);
  if (read === undefined) throw new Error("tsconfig.json cannot be read.");
  if (read.errors.length > 0) throw new Error(ts.formatDiagnostics(read.errors, HOST));
  return ts.createProgram(read.fileNames, read.options);
}

await main();
