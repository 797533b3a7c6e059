import * as path from "node:path";
import * as vscode from "vscode";
import {
  countHint,
  functionsOf,
  functionsToOffer,
  hasBasis,
  isClear,
  isCounted,
  namedBasis,
  numbersOf,
  othersOf,
  rangesOf,
  summaryOf,
  type Answers,
} from "../../fits/answers";
import { configOfFit, DEFAULT_BINS } from "../../fits/config-of-fit";
import { chooseFeatures, featuresText, heldText, sizeOfFeatures, type Features } from "../../fits/features";
import type { Fit } from "../../fits/read-fit";
import type { BasisFacts } from "../../fits/basis-facts";
import { plural } from "../../text/numbers";
import { BACK, inputInStep, pickInStep, showErrorMessage, showOpenDialog, type InputHint } from "../shared/messages";

/** A fit, and how files and former answers are looked up. */
export interface FitToAskAbout {
  readonly fit: Fit;
  readonly bases: readonly BasisFacts[];
  /** Absolute path of the fit; the config will lie beside it. */
  readonly file: string;
  /** Rejects with the reason. */
  readonly shapeOf: (file: string, argument: string, nAxes: number) => Promise<readonly number[]>;
  readonly memory: vscode.Memento;
}

/** What becomes of a question; undefined: the user has cancelled. */
type Outcome = "answered" | "again" | typeof BACK | undefined;

/** A question that is asked while it is open, and stores its answer. */
interface Question {
  readonly isOpen: (answers: Answers) => boolean;
  readonly ask: (answers: Answers, place: Place) => Promise<Outcome>;
}

/** Where a question stands among the others. */
interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

const REMEMBERED = "spikeloop.fitAnswers";
const MATRIX = "Its Matrix in a File…";

/** Asks for what a fit does not hold, one question after the other, and gives the text of its config; undefined when cancelled. */
export async function askAboutFit(asked: FitToAskAbout): Promise<string | undefined> {
  const { fit, file, memory } = asked;
  const former = memory.get<Answers>(REMEMBERED, {});
  const questions = questionsOf(asked, former);
  const title = `New Simulation From ${path.basename(file)}`;
  const answers: Answers = {};
  const open = (): Question[] => questions.filter(({ isOpen }) => isOpen(answers));
  for (let at = 0; at < open().length;) {
    const place = { title, step: at + 1, totalSteps: open().length };
    const outcome = await open()[at].ask(answers, place);
    if (outcome === undefined) return undefined;
    if (outcome !== "again") at = Math.max(0, at + (outcome === BACK ? -1 : 1));
  }
  const { basis, functions, window, rates, binSize, nTimeBins } = answers;
  await memory.update(REMEMBERED, { basis, functions, window, rates, binSize, nTimeBins } satisfies Answers);
  const from = (other: string): string => path.relative(path.dirname(file), other).split(path.sep).join("/");
  const { input, matrix } = answers;
  return configOfFit({
    fit,
    file: path.basename(file),
    basis: matrix === undefined ? namedBasis(answers) : from(matrix),
    nBasisFuncs: functionsOf(answers),
    features: chooseFeatures(fit, functionsOf(answers), {
      coupling: answers.coupling ?? null,
      feedforward: answers.feedforward ?? null,
      hasInput: input !== undefined,
    }),
    feedforwardInput: input === undefined ? null : from(input),
    binSize: binSize ?? null,
    nTimeBins: nTimeBins ?? null,
    randomKey: 0,
  });
}

function questionsOf({ fit, bases, shapeOf }: FitToAskAbout, former: Answers): readonly Question[] {
  const { nNeurons } = fit;
  return [
    {
      isOpen: () => true,
      ask: async (answers, place) => {
        const items = [
          { label: summaryOf(fit), kind: vscode.QuickPickItemKind.Separator },
          ...bases.map((basis) => ({ label: basis.name, basis })),
          {
            label: MATRIX,
            description: "(window, functions), as basis.evaluate_on_grid(window)[1] gives it",
            basis: undefined,
          },
        ];
        const chosen = await pickInStep(items, {
          ...place,
          placeHolder: "Which basis was the coupling fitted with?",
          active: items.find(({ label }) => label === (answers.basis ?? former.basis)?.name),
        });
        if (chosen === undefined || chosen === BACK) return chosen;
        for (const key of ["basis", "matrix", "functions", "window", "coupling"] as const) delete answers[key];
        if (chosen.basis) answers.basis = chosen.basis;
        else {
          const file = await askFile("The Matrix of the Basis", ["npy", "npz", "csv"]);
          const shape = file && (await orError(shapeOf(file, "coupling_basis_matrix", 2)));
          if (!file || !shape) return "again";
          const hint = countHint(fit, shape[1]);
          if (hint.severity === "error") {
            void showErrorMessage(`${path.basename(file)} has ${plural(shape[1], "function")}: ${hint.text}.`);
            return "again";
          }
          [answers.matrix, answers.window, answers.functions] = [file, shape[0], shape[1]];
        }
        return "answered";
      },
    },
    {
      isOpen: ({ matrix, basis }) => matrix === undefined && isCounted(basis),
      ask: (answers, place) =>
        number(place, {
          prompt: "Number of basis functions",
          value: answers.functions ?? functionsToOffer(fit, former),
          check: (found) => countHint(fit, found),
          store: (found) => (answers.functions = found),
        }),
    },
    {
      isOpen: ({ matrix }) => matrix === undefined,
      ask: (answers, place) =>
        number(place, {
          prompt: "Window of the basis in bins",
          value: answers.window ?? former.window ?? 100,
          check: (found) => (isCounted(answers.basis) ? null : countHint(fit, found)),
          store: (found) => (answers.window = found),
        }),
    },
    {
      isOpen: ({ basis }) => basis?.needsRates === true,
      ask: async (answers, place) => {
        const count = functionsOf(answers);
        const given = await inputInStep({
          ...place,
          prompt: `The ${count} decay_rates of the basis, between commas`,
          value: (answers.rates ?? former.rates ?? []).join(", "),
          check: (text) => {
            const found = numbersOf(text);
            if (found.some((rate) => !Number.isFinite(rate)) || found.length !== count)
              return { severity: "error", text: `${count} numbers are needed` };
            return null;
          },
        });
        if (typeof given !== "string") return given;
        answers.rates = numbersOf(given);
        return "answered";
      },
    },
    {
      isOpen: (answers) => hasBasis(answers) && !isClear(fit, functionsOf(answers)),
      ask: async (answers, place) => {
        const needed = nNeurons * functionsOf(answers);
        const items = rangesOf(fit, needed).map((features) => ({
          label: `Features ${featuresText(features)}`,
          description: leftText(othersOf(fit, { ...answers, coupling: features })),
          features,
        }));
        const chosen = await pickInStep(items, {
          ...place,
          placeHolder: `Which ${needed} features are the coupling? (${heldText(fit)})`,
        });
        if (chosen === undefined || chosen === BACK) return chosen;
        answers.coupling = chosen.features;
        delete answers.feedforward;
        delete answers.input;
        return "answered";
      },
    },
    {
      isOpen: (answers) => answers.coupling !== undefined && othersOf(fit, answers).length > 0,
      ask: async (answers, place) => {
        const others = othersOf(fit, answers);
        const items = [
          ...others.map((features) => ({
            label: `Features ${featuresText(features)} Are a Stimulus…`,
            description: `choose its file, (T, ${nNeurons}, ${sizeOfFeatures(fit, features)})`,
            features,
          })),
          { label: "Leave Them Out", description: "simulate without a stimulus", features: undefined },
        ];
        const chosen = await pickInStep(items, {
          ...place,
          placeHolder: `What are the other features, ${others.map(featuresText).join(", ")}?`,
        });
        if (chosen === undefined || chosen === BACK) return chosen;
        delete answers.feedforward;
        delete answers.input;
        if (chosen.features === undefined) return "answered";
        const file = await askFile("The Stimulus", ["npy", "npz", "csv"]);
        const shape = file && (await orError(shapeOf(file, "feedforward_input", 3)));
        if (!file || !shape) return "again";
        const wanted = [nNeurons, sizeOfFeatures(fit, chosen.features)];
        if (shape[1] !== wanted[0] || shape[2] !== wanted[1]) {
          const text = `${path.basename(file)} has the shape (${shape.join(", ")}); (T, ${wanted.join(", ")}) is needed.`;
          void showErrorMessage(text);
          return "again";
        }
        [answers.feedforward, answers.input] = [chosen.features, file];
        return "answered";
      },
    },
    {
      isOpen: () => true,
      ask: async (answers, place) => {
        const known = answers.binSize ?? former.binSize;
        const given = await inputInStep({
          ...place,
          prompt: "Bin size in seconds, for axes in s and Hz; nothing for axes in bins",
          value: typeof known === "number" ? String(known) : "",
          check: (text) =>
            text === "" || Number(text) > 0 ? null : { severity: "error", text: "seconds, more than 0, or nothing" },
        });
        if (typeof given !== "string") return given;
        answers.binSize = given === "" ? null : Number(given);
        return "answered";
      },
    },
    {
      isOpen: ({ input }) => input === undefined,
      ask: (answers, place) =>
        number(place, {
          prompt: "How many bins to simulate",
          value: answers.nTimeBins ?? former.nTimeBins ?? DEFAULT_BINS,
          check: () => null,
          store: (found) => (answers.nTimeBins = found),
        }),
    },
  ];
}

/** A whole number as a step. */
async function number(
  place: Place,
  {
    prompt,
    value,
    check,
    store,
  }: {
    readonly prompt: string;
    readonly value: number;
    readonly check: (found: number) => InputHint | null;
    readonly store: (found: number) => void;
  },
): Promise<Outcome> {
  const given = await inputInStep({
    ...place,
    prompt,
    value: String(value),
    check: (text) => {
      if (!/^[1-9]\d{0,8}$/.test(text)) return { severity: "error", text: "a whole number, 1 or more" };
      return check(Number(text));
    },
  });
  if (typeof given !== "string") return given;
  store(Number(given));
  return "answered";
}

/** `0:2 are left`; nothing where none is. */
function leftText(others: readonly Features[]): string {
  return others.length === 0 ? "" : `${others.map(featuresText).join(", ")} are left`;
}

async function askFile(title: string, endings: readonly string[]): Promise<string | undefined> {
  const chosen = await showOpenDialog({ title, openLabel: "Choose", filters: { Arrays: [...endings] } });
  return chosen?.[0].fsPath;
}

/** null after an error, which is shown. */
async function orError<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: Error) => {
    void showErrorMessage(error.message);
    return null;
  });
}
