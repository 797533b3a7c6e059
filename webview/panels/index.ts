import { overview } from "./overview";
import type { Panel } from "./panel";
import { raster } from "./raster";
import { rates } from "./rates";
import { ruler } from "./ruler";

/** All panels, top down. To add one, add a folder here and a line to this list. */
export const PANELS: readonly Panel[] = [overview, ruler, raster, rates];
