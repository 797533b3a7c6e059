/** Buttons and text fields as the view uses them: elements of the toolkit. */
import type { HTMLAttributes, RefObject, VNode } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon, type IconName } from "./icons";

type FieldElement = HTMLElement & { value: string };

/** Properties of the toolkit's button; it passes them on to the button that a screen reader finds, but not their attributes. */
interface ButtonStates {
  readonly appearance: string;
  readonly disabled: boolean;
  readonly ariaPressed: string | undefined;
  readonly ariaExpanded: string | undefined;
}

declare module "preact" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where Preact looks up the elements of JSX
  namespace JSX {
    interface IntrinsicElements {
      "vscode-button": HTMLAttributes<HTMLElement> & ButtonStates;
      "vscode-text-field": HTMLAttributes<FieldElement> & { placeholder: string };
    }
  }
}

/** How a button looks, and what a press does. */
export interface ButtonProps extends Pick<HTMLAttributes<HTMLElement>, "class" | "hidden" | "onClick" | "children"> {
  readonly label: string;
  readonly icon?: IconName;
  readonly iconSlot?: "start" | "end";
  readonly appearance?: "primary" | "secondary" | "icon";
  /** Longer words for tooltip and screen reader. */
  readonly title?: string;
  /** Only the icon is seen. */
  readonly bare?: boolean;
  readonly disabled?: boolean;
  /** Of a switch: on or off. */
  readonly pressed?: boolean;
  /** Of a button with a menu: whether it is open. */
  readonly expanded?: boolean;
  /** Becomes its element. */
  readonly anchor?: RefObject<HTMLElement | null>;
}

/** A button of VS Code; its children stand in the place of the label that is seen. */
export function Button(props: ButtonProps): VNode {
  const own = useRef<HTMLElement>(null);
  const { label, icon, iconSlot = "start", appearance = "secondary", bare = appearance === "icon" } = props;
  const { class: className, hidden, disabled = false, onClick, children, pressed, expanded, anchor = own } = props;
  // The toolkit would write this attribute, which styles depend on, a frame later.
  useLayoutEffect(() => anchor.current?.setAttribute("appearance", appearance), []);
  return (
    <vscode-button
      ref={anchor}
      {...{ class: className, hidden, disabled, onClick, appearance }}
      ariaPressed={pressed?.toString()}
      ariaExpanded={expanded?.toString()}
      title={props.title ?? (bare ? label : "")}
      aria-label={label}
      aria-haspopup={expanded === undefined ? undefined : "menu"}
    >
      {icon && <Icon name={icon} slot={bare ? undefined : iconSlot} />}
      {/* Not a span: the toolkit takes slotted spans for icons and gives them 16 pixels. */}
      {!bare && <div class="label">{children ?? label}</div>}
    </vscode-button>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly hidden?: boolean;
  readonly invalid?: boolean;
  readonly onInput?: () => void;
  /** Gets what was typed; true: it was taken, and the field becomes empty. */
  readonly onEnter: (text: string) => boolean;
}

/** A line of text. */
export function TextField({ label, placeholder, hidden, invalid, onInput, onEnter }: TextFieldProps): VNode {
  const element = useRef<FieldElement>(null);
  // The toolkit calls it "Text field" when it is put into the page.
  useLayoutEffect(() => element.current?.setAttribute("aria-label", label), []);
  return (
    <vscode-text-field
      ref={element}
      {...{ placeholder, hidden, onInput }}
      aria-invalid={invalid || undefined}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && onEnter(event.currentTarget.value)) event.currentTarget.value = "";
      }}
    />
  );
}
