// Paints the canvas; all its pixels are cleared first, as those who measure drawings expect of a drawing.
const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas"));
const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
context.clearRect(0, 0, canvas.width, canvas.height);
context.fillRect(100, 100, 400, 200);
