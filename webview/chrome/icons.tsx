/** The few icons of the view, drawn on 16 by 16 pixels with the current text colour (the page may load no fonts). */

import type { VNode } from "preact";

const PATHS = {
  "pass-filled": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-.9 10L4 7.9l1-1 2.1 2.1L11 5.1l1 1L7.1 11Z",
  loading: "M1.5 8A6.5 6.5 0 0 1 14.5 8h-1.4A5.1 5.1 0 0 0 2.9 8H1.5Z",
  "circle-slash":
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.2c1.4 0 2.6.5 3.6 1.3l-8.1 8.1A5.8 5.8 0 0 1 8 2.2Zm0 11.6c-1.4 0-2.6-.5-3.6-1.3l8.1-8.1A5.8 5.8 0 0 1 8 13.8Z",
  "debug-disconnect":
    "M1 7.4h2V8.6H1V7.4ZM6.5 4.2V5.7H8.6V6.9H6.5V9.1H8.6V10.3H6.5V11.8H6.2A3.2 3.2 0 0 1 3 8.6V7.4A3.2 3.2 0 0 1 6.2 4.2H6.5ZM9.8 4.2A3.2 3.2 0 0 1 13 7.4V8.6A3.2 3.2 0 0 1 9.8 11.8V4.2ZM13 7.4H15V8.6H13V7.4Z",
  error:
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.1a5.9 5.9 0 1 1 0 11.8A5.9 5.9 0 0 1 8 2.1Zm-2.2 3L8 7.3l2.2-2.2.8.8L8.8 8l2.2 2.2-.8.8L8 8.8 5.8 11l-.8-.8L7.2 8 5 5.8l.8-.7Z",
  again:
    "M2.2 4.5A5 5 0 0 1 10.6 4l-.9.8A3.8 3.8 0 1 0 7 10.9v1.2A5 5 0 0 1 2.2 4.5ZM2 1.5h1.2v3h3v1.2H2V1.5ZM7.6 6.2l6.9 4.2-6.9 4.2V6.2Zm1.2 2.1v4.2l3.4-2.1-3.4-2.1Z",
  export: "M1.5 3h1.2v10H1.5V3Zm8.9.8L14.6 8l-4.2 4.2-.8-.8 2.8-2.8H4.3V7.4h8.1L9.6 4.6l.8-.8Z",
  stop: "M3 3h10v10H3V3Zm1.2 1.2v7.6h7.6V4.2H4.2Z",
  follow:
    "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.1a5.9 5.9 0 1 1 0 11.8A5.9 5.9 0 0 1 8 2.1Zm0 2.1a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6Zm0 1.1a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4Zm0 1.4a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6Z",
  chevron: "M8 10.6 3.2 5.8l.8-.8 4 4 4-4 .8.8L8 10.6Z",
  zoomIn:
    "M7 1.5a5.5 5.5 0 0 1 4.3 8.9l3.4 3.4-.9.9-3.4-3.4A5.5 5.5 0 1 1 7 1.5Zm0 1.2a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6ZM6.4 4.5h1.2v1.9h1.9v1.2H7.6v1.9H6.4V7.6H4.5V6.4h1.9V4.5Z",
  zoomOut:
    "M7 1.5a5.5 5.5 0 0 1 4.3 8.9l3.4 3.4-.9.9-3.4-3.4A5.5 5.5 0 1 1 7 1.5Zm0 1.2a4.3 4.3 0 1 0 0 8.6 4.3 4.3 0 0 0 0-8.6ZM4.5 6.4h5v1.2h-5V6.4Z",
  fit: "M5.4 1.5h1.2v5.1H1.5V5.4h3.9V1.5Zm4 0h1.2v3.9h3.9v1.2H9.4V1.5ZM1.5 9.4h5.1v5.1H5.4v-3.9H1.5V9.4Zm7.9 0h5.1v1.2h-3.9v3.9H9.4V9.4Z",
  help: "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.1a5.9 5.9 0 1 1 0 11.8A5.9 5.9 0 0 1 8 2.1Zm0 2A2.3 2.3 0 0 0 5.6 6.4h1.2c0-.7.5-1.2 1.2-1.2s1.2.5 1.2 1.1c0 .5-.2.8-.8 1.2-.7.5-1 1-1 1.8v.3h1.2v-.2c0-.5.1-.7.7-1.1.8-.6 1.1-1.2 1.1-2A2.3 2.3 0 0 0 8 4.1Zm-.7 6.5v1.4h1.4v-1.4H7.3Z",
  close: "m8 7.2 3.4-3.4.8.8L8.8 8l3.4 3.4-.8.8L8 8.8l-3.4 3.4-.8-.8L7.2 8 3.8 4.6l.8-.8L8 7.2Z",
  check: "m6.4 12.2-4-4 .9-.8 3.1 3.1 6.4-6.6.9.8-7.3 7.5Z",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon that a screen reader passes by; what it means stands in words beside it or in its button's label. */
export function Icon({ name, slot }: { readonly name: IconName; readonly slot?: string }): VNode {
  return (
    <svg viewBox="0 0 16 16" class={`icon icon-${name}`} aria-hidden="true" slot={slot}>
      <path d={PATHS[name]} fill-rule="evenodd" />
    </svg>
  );
}
