import { givenFeedforward, isStimuli, openInput, stimulusFeedforward } from "../../src/config/feedforward";
import type { FeedforwardSizes } from "../../src/config/feedforward";
import type { Config } from "../../src/config/schema/config";
import type { CheckedFeedforward } from "../../src/config/types";
import { ANYWHERE } from "../../src/files/access";

/** Opens a feedforward input by the config's JSON value of it, relative to `folder`. */
export function openFeedforward(value: unknown, sizes: FeedforwardSizes, folder: string): CheckedFeedforward {
  const given = value as NonNullable<Config["feedforward_input"]>;
  return isStimuli(given)
    ? stimulusFeedforward(given, sizes)
    : givenFeedforward(openInput(given, folder, ANYWHERE), sizes);
}
