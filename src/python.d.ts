/** The text of a Python file; esbuild puts it into the bundle. */
declare module "*.py" {
  const text: string;
  export default text;
}
