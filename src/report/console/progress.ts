import { durationText } from "../statement-run.ts";

/** How far a run is. */
export interface Progress {
  readonly done: number;
  readonly planned: number;
  readonly failed: number;
  /** Those that the environment kept from being judged: no failures. */
  readonly blocked: number;
  /** Milliseconds since the first test began. */
  readonly elapsed: number;
}

/** Milliseconds between two lines of a log. */
const SILENCE = 10_000;

/** How far a run is and how long it takes, in a line. */
export function progressText({ done, planned, failed, blocked, elapsed }: Progress): string {
  const failures = failed === 0 ? "" : `, ${String(failed)} failed`;
  const obstacles = blocked === 0 ? "" : `, ${String(blocked)} blocked`;
  const left = done === 0 || done >= planned ? "" : `, about ${durationText((elapsed / done) * (planned - done))} left`;
  return `${String(done)} of ${String(planned)} tests${failures}${obstacles}, ${durationText(elapsed)}${left}`;
}

/** Shows progress. */
export interface ProgressView {
  show(progress: Progress): void;
  /** Before anything else is printed. */
  clear(): void;
  /** How far it came, and how long it took: this line stays. */
  end(progress: Progress): void;
}

/** One line that is overwritten, on a terminal. */
export function terminalView(write: (text: string) => void, columns: () => number): ProgressView {
  let isShown = false;
  const clear = (): void => {
    if (isShown) write("\r\u001b[2K");
    isShown = false;
  };
  return {
    show: (progress) => {
      clear();
      // A line as wide as the terminal would wrap, and stay.
      write(progressText(progress).slice(0, Math.max(columns() - 1, 1)));
      isShown = true;
    },
    clear,
    end: (progress) => {
      clear();
      write(`${progressText(progress)}\n`);
    },
  };
}

/** A line from time to time, in a log. */
export function plainView(write: (text: string) => void): ProgressView {
  let last = 0;
  const show = (progress: Progress): void => {
    last = progress.elapsed;
    write(`${progressText(progress)}\n`);
  };
  return {
    show: (progress) => {
      if (progress.done < progress.planned && progress.elapsed - last >= SILENCE) show(progress);
    },
    clear: () => undefined,
    end: show,
  };
}
