import { GROUPS, type GroupName } from "./setting.ts";
import { ROWS, type NamedSetting } from "./table.ts";

const WIDTH = 120;

/** The settings as Markdown: a heading and a table for each group. */
export function settingsMarkdown(): string {
  return everyGroup((group, rows) => {
    const { title, text } = describe(group);
    return [
      `## ${title}`,
      ...(text === undefined ? [] : [text]),
      [
        "| setting | value | default | meaning | used by |",
        "| --- | --- | --- | --- | --- |",
        ...rows.map((row) => `| ${cells(row).join(" | ")} |`),
      ].join("\n"),
    ].join("\n\n");
  }).join("\n\n");
}

/** The settings as a file to copy to `.env`. */
export function envExample(): string {
  const head = comment(
    "Copy this file to .env and fill in what you need. Variables of the environment outrank it. An empty value means not set. Without any setting the suite tests its embedded reference server. With ENVIRONMENT=staging the file .env.staging is read before .env. docs/settings.md says more.",
  );
  const groups = everyGroup((group, rows) => {
    const { title, text } = describe(group);
    const line = `# --- ${title} `;
    const intro = text === undefined ? [] : [comment(text), ""];
    const settings = rows.filter(({ outsideFiles = false }) => !outsideFiles).map(assignment);
    return [line.padEnd(WIDTH, "-"), ...intro, ...settings].join("\n");
  });
  return `${[head, ...groups].join("\n\n")}\n`;
}

function everyGroup(show: (group: GroupName, rows: readonly NamedSetting[]) => string): string[] {
  return (Object.keys(GROUPS) as GroupName[]).map((group) =>
    show(
      group,
      ROWS.filter((row) => row.group === group),
    ),
  );
}

function describe(group: GroupName): { readonly title: string; readonly text?: string } {
  return GROUPS[group];
}

/** Which commands use a setting, in words. */
const COMMANDS: Readonly<Record<NamedSetting["commands"], string>> = {
  all: "",
  "all but cleanup": "; not `npm run cleanup`",
  "all but cleanup and explore": "; not `npm run cleanup` and not `npm run explore`",
  conformance: "; `npm run conformance` only",
  "conformance and explore": "; `npm run conformance` and `npm run explore` only",
  explore: "; `npm run explore` only",
};

function cells({ name, kind, default: value, unset, meaning, use, commands }: NamedSetting): string[] {
  const fallback = value === undefined ? unset : `\`${value}\``;
  return [`\`${name}\``, kind.words, fallback ?? "", meaning, `${use}${COMMANDS[commands]}`];
}

function assignment({ name, kind, default: value, unset, meaning }: NamedSetting): string {
  const fallback = value ?? unset;
  const byDefault = fallback === undefined ? "" : `; default: ${fallback}`;
  return `${comment(`${meaning} (${kind.words}${byDefault})`.replaceAll("`", ""))}\n${name}=`;
}

/** A text as comment lines that are as wide as the other files of this project. */
function comment(text: string): string {
  const lines: string[] = [];
  let line = "#";
  for (const word of text.split(" ")) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = "#";
    }
    line += ` ${word}`;
  }
  return [...lines, line].join("\n");
}
