import type { ServerModel } from "../api/server";
import { useText } from "./i18n";
import { ChevronDown } from "./icons";
import { Menu } from "./Menu";

export function ModelPicker({
  models,
  chosen,
  onChoose,
}: {
  readonly models: readonly ServerModel[];
  readonly chosen: ServerModel | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const t = useText();
  return (
    <Menu
      label={chosen ? t.composer.modelIs(chosen.name) : t.composer.noModel}
      className="picker"
      radio
      disabled={models.length === 0}
      button={
        <>
          <span>{chosen?.name ?? t.composer.noModel}</span>
          <ChevronDown size={16} />
        </>
      }
      items={models.map(({ id, name, acceptsImages }) => ({
        id,
        label: name,
        ...(acceptsImages ? {} : { note: t.composer.blindModel(name) }),
        checked: id === chosen?.id,
        run: () => onChoose(id),
      }))}
    />
  );
}
