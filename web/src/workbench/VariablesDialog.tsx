import { useRef } from "react";

import { PICKER_ACCEPT } from "../intake/sniff";
import { fromPicker } from "../intake/sources";
import { Dialog } from "../ui/Dialog";
import { useText } from "../ui/i18n";
import { AddPicture } from "../ui/icons";
import { Tile } from "./BlockCard";
import { imagesFrom } from "./images";
import type { Value, Values } from "./model";

/** Test values for the variables that the prompt has. */
export function VariablesDialog({
  names,
  values,
  seesImages,
  missing,
  onChange,
  onClose,
}: {
  readonly names: readonly string[];
  readonly values: Values;
  readonly seesImages: boolean;
  readonly missing: readonly string[];
  readonly onChange: (values: Values) => void;
  readonly onClose: () => void;
}) {
  const t = useText();
  return (
    <Dialog title={t.workbench.variables} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        {missing.length ? (
          <p className="wrong" role="alert">
            {t.workbench.emptyVariables(missing.map((name) => `{{${name}}}`).join(", "))}
          </p>
        ) : null}
        {names.length === 0 ? <p>{t.workbench.noVariables}</p> : null}
        {names.map((name) => (
          <ValueField key={name} name={name} value={values[name]} seesImages={seesImages} onChange={(value) => onChange({ ...values, [name]: value })} />
        ))}
        <div className="row end">
          <button type="submit" className="button primary">
            {t.workbench.done}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function ValueField({
  name,
  value,
  seesImages,
  compact = false,
  onChange,
}: {
  readonly name: string;
  readonly value: Value | undefined;
  readonly seesImages: boolean;
  readonly compact?: boolean;
  readonly onChange: (value: Value) => void;
}) {
  const t = useText();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="field value-field">
      {compact ? null : <span>{`{{${name}}}`}</span>}
      {value?.kind === "image" ? (
        <Tile image={value.image} onRemove={() => onChange({ kind: "text", text: "" })} />
      ) : (
        <div className="row">
          <textarea aria-label={name} rows={compact ? 1 : 2} value={value?.text ?? ""} onChange={(event) => onChange({ kind: "text", text: event.target.value })} />
          {seesImages ? (
            <button type="button" className="icon-button" aria-label={t.workbench.imageValue(name)} title={t.workbench.imageValue(name)} onClick={() => picker.current?.click()}>
              <AddPicture />
            </button>
          ) : null}
          <input
            ref={picker}
            type="file"
            accept={PICKER_ACCEPT}
            hidden
            onChange={(event) =>
              void imagesFrom(fromPicker(event.target), 1).then(({ images: [image] }) => {
                if (image) onChange({ kind: "image", image });
              })
            }
          />
        </div>
      )}
    </div>
  );
}
