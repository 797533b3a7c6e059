import { overview } from "./overview";
import type { Panel } from "./panel";
import { raster } from "./raster";
import { rates } from "./rates";
import { ruler } from "./ruler";

/** All panels, top down. A new one is a folder here and a line in this list. */
export const PANELS: readonly Panel[] = [overview, ruler, raster, rates];
