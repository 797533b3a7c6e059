import { arrayExporters } from "./arrays";
import { ArrayArchive } from "./array-archive";

/** Archives of arrays for `numpy.load`. */
export const NPZ_EXPORTERS = arrayExporters("npz", "NumPy", {
  fileType: "NumPy archive",
  open: (sink) => new ArrayArchive(sink),
});
