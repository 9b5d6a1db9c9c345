import { SettingError } from "../errors.ts";

/** Collects all problems with the settings, so that one run shows them all. */
export class Problems {
  readonly #found: { readonly setting: string; readonly sentence: string }[] = [];

  /** One sentence without its full stop: which setting, what is wrong, what to do. */
  add(setting: string, sentence: string): void {
    this.#found.push({ setting, sentence });
  }

  /** Throws one SettingError for all problems. */
  throwIfAny(): void {
    const [first] = this.#found;
    if (first === undefined) return;
    const sentences = this.#found.map(({ sentence }) => (sentence.endsWith("?") ? sentence : `${sentence}.`));
    throw new SettingError(first.setting, sentences.join("\n"));
  }
}
