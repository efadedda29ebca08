import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly icon?: ReactNode;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/**
 * A button that opens a menu on the browser's popover: arrows, Home, End and the first letter move, Enter
 * chooses, Esc closes and the focus returns.
 */
export function Menu({
  label,
  button,
  items,
  className = "icon-button",
  radio = false,
  disabled = false,
}: {
  readonly label: string;
  readonly button: ReactNode;
  readonly items: readonly MenuItem[];
  readonly className?: string;
  /** One of the items is the current choice. */
  readonly radio?: boolean;
  readonly disabled?: boolean;
}) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!open) return;
    place(opener.current!, panel.current!);
    const entries = [...panel.current!.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    (entries.find((entry) => entry.getAttribute("aria-checked") === "true") ?? entries[0])?.focus();
  }, [open]);

  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...panel.current!.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    const at = entries.indexOf(document.activeElement as HTMLButtonElement);
    const to = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries[to]?.focus();
    } else if (event.key === "Tab") {
      panel.current!.hidePopover();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      const letter = event.key.toLowerCase();
      const after = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
      after.find((entry) => entry.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
    }
  };

  return (
    <>
      <button
        type="button"
        ref={opener}
        className={className}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
        disabled={disabled}
      >
        {button}
      </button>
      <div
        id={id}
        ref={panel}
        popover="auto"
        role="menu"
        aria-label={label}
        className="menu"
        onToggle={(event) => setOpen(event.newState === "open")}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role={radio ? "menuitemradio" : "menuitem"}
            aria-checked={radio ? item.checked === true : undefined}
            disabled={item.disabled}
            onClick={() => {
              panel.current!.hidePopover();
              item.run();
            }}
          >
            {item.icon}
            <span>
              {item.label}
              {item.note ? <small>{item.note}</small> : null}
            </span>
          </button>
        ))}
      </div>
    </>
  );
}

/** Below the button or above it, wherever there is room, and inside the window. */
function place(opener: HTMLElement, panel: HTMLElement): void {
  const at = opener.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const margin = 8;
  const below = at.bottom + 6 + height + margin <= innerHeight;
  const top = below ? at.bottom + 6 : Math.max(margin, at.top - 6 - height);
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(margin, Math.min(at.left, innerWidth - width - margin))}px`;
}
