import { render, type VNode } from "preact";
import type { Scene } from "../app/scene";
import { el } from "./dom";

/** A row of controls among the plots. */
export class Bar {
  readonly element: HTMLElement;

  constructor(
    className: string,
    label: string,
    private readonly view: (scene: Scene) => VNode,
  ) {
    this.element = el("div", { class: className, role: "toolbar", "aria-label": label });
  }

  render(scene: Scene): void {
    render(this.view(scene), this.element);
  }
}
