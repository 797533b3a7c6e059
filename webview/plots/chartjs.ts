/** Chart.js with only the parts in use; no other module imports it as a whole. */
import { Chart, Filler, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from "chart.js";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler);
Chart.defaults.animation = false;
Chart.defaults.events = [];
Chart.defaults.responsive = false;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.elements.point.radius = 0;
Chart.defaults.elements.line.borderJoinStyle = "round";

export { Chart };
