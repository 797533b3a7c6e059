/** Coefficients of erf near 0 and of erfc in three ranges, the highest power first, as in src/model/norm-cdf.ts (see its sources). */
export const ERF_TOP = memory.data<f32>([0.00022905065, 0.0034082910, 0.050955694, 0.18520832, 1.1283791]);
export const ERF_BOTTOM = memory.data<f32>([-1.1791603e-7, 2.3547966e-5, 0.0010179626, 0.014070470, 0.11098505, 0.49746925, 1]);
export const ERFC_BELOW_1 = memory.data<f32>([7.85386146e-5, -0.000801019371, 0.00518832775, -0.0268538129, 0.112835854, -0.37612626, 1.12837911]);
export const ERFC_BELOW_2 = memory.data<f32>([
  0.0232682, -0.138703942, 0.368742466, -0.582473278, 0.621000469, -0.494451523, 0.340488, -0.274112701, 0.563825965,
]);
export const ERFC_ABOVE_2 = memory.data<f32>([-10.477664, 12.9772, -7.49551868, 2.92101908, -1.01526523, 0.42184633, -0.282076746, 0.564189494]);
