import { useRef, useState } from 'preact/hooks';
import type { Recipe } from '../../../worker/protocol';
import { useStore } from '../../shared/store';
import type { Experiment } from '../../training/experiment';
import { describe, presetOf, presets } from '../../training/presets';
import type { Reading } from '../../training/reading';
import { fieldsOf, textOf, usualSettings, type Field } from '../../training/settings';
import type { Training } from '../../training/training';
import { Term } from '../common/term';

const recipes: { recipe: Recipe; label: string }[] = [
  { recipe: 'playlist', label: 'Segue’s own' },
  { recipe: 'seed', label: 'The original' },
];

/** How it should learn: a preset, or every option, and the button that begins it. */
export function ExperimentForm({ experiment, training, reading, open, setOpen }: {
  experiment: Experiment;
  training: Training;
  reading: Reading;
  open: boolean;
  setOpen: (open: boolean) => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [moreOpen, setMoreOpen] = useState(false);
  const { settings, circumstances } = useStore(experiment);
  const { unread, report } = useStore(reading);
  const { recipe } = settings;
  const fields = fieldsOf(recipe, circumstances);
  const usual = usualSettings(recipe, circumstances);
  const changed = fields.some(({ name }) => textOf(settings, name) !== textOf(usual, name));
  const blocked = unread !== undefined || report === undefined;
  const rare = fields.filter((field) => field.rare);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wrong = await training.train();
    if (!wrong) return;
    setOpen(true);
    if (rare.some(({ name }) => name === wrong)) setMoreOpen(true);
    requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>(`#setting-${wrong}`)?.focus());
  };

  return (
    <form ref={form} class="experiment" noValidate onSubmit={(event) => void submit(event)}>
      <Presets experiment={experiment} />
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>How it should learn</summary>
        <Recipes experiment={experiment} recipe={recipe} />
        <Fields experiment={experiment} fields={fields.filter((field) => !field.rare)} />
        {rare.length > 0 && (
          <details open={moreOpen} onToggle={(event) => setMoreOpen(event.currentTarget.open)}>
            <summary>More settings</summary>
            <Fields experiment={experiment} fields={rare} />
          </details>
        )}
        {changed && (
          <button type="button" class="quiet" onClick={() => experiment.reset()}>
            Back to the usual settings
          </button>
        )}
      </details>
      <button type="submit" class="button primary" disabled={blocked}>
        Train
      </button>
    </form>
  );
}

/** For whoever wants no settings: how much patience there is. */
function Presets({ experiment }: { experiment: Experiment }) {
  const { settings, circumstances } = useStore(experiment);
  const current = presetOf(settings, circumstances);
  return (
    <div class="presets" role="group" aria-label="How much patience?">
      <div class="preset-buttons">
        {presets.map(({ preset, label }) => (
          <button key={preset} type="button" aria-pressed={preset === current} onClick={() => experiment.prefer(preset)}>
            {label}
          </button>
        ))}
      </div>
      <p class="small">{describe(current, settings)}</p>
    </div>
  );
}

function Recipes({ experiment, recipe }: { experiment: Experiment; recipe: Recipe }) {
  return (
    <fieldset class="recipes">
      <legend class="field-head">
        Recipe{' '}
        <Term word="?" label="About: Recipe">
          <code>recipe</code> “Segue’s own” (playlist) is skip-gram with negative sampling, as word2vec does it:
          fast, and it reads the whole file. “The original” (seed) is song2vec’s experiment to the letter, the
          same on every machine, bit for bit.
        </Term>
      </legend>
      {recipes.map(({ recipe: one, label }) => (
        <label key={one}>
          <input type="radio" name="recipe" checked={one === recipe} onChange={() => experiment.choose(one)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Fields({ experiment, fields }: { experiment: Experiment; fields: readonly Field[] }) {
  const { settings, problems } = useStore(experiment);
  return (
    <div class="fields">
      {fields.map((field) => (
        <Setting
          key={field.name}
          experiment={experiment}
          field={field}
          text={textOf(settings, field.name)}
          problem={problems[field.name]}
        />
      ))}
    </div>
  );
}

function Setting({ experiment, field, text, problem }: {
  experiment: Experiment;
  field: Field;
  text: string;
  problem: string | undefined;
}) {
  const { name, label, term, help, smallest, largest, word } = field;
  return (
    <div class="field">
      <div class="field-head">
        <label for={`setting-${name}`}>{label}</label>
        <Term word="?" label={`About: ${label}`}>
          <code>{term}</code> {help}
        </Term>
      </div>
      <input
        id={`setting-${name}`}
        name={term}
        type="text"
        inputMode={word || smallest < 0 ? 'text' : 'decimal'}
        autocomplete="off"
        readOnly={smallest === largest}
        value={text}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `problem-${name}` : undefined}
        onInput={(event) => experiment.change(name, event.currentTarget.value)}
        onBlur={(event) => {
          // What comes of it may move the page: never under a click on its way to a button.
          const next = event.relatedTarget;
          if (next instanceof HTMLButtonElement && next.type === 'submit') return;
          setTimeout(() => experiment.settle(name), 200);
        }}
      />
      {problem && (
        <p class="problem" id={`problem-${name}`}>
          {problem}
        </p>
      )}
    </div>
  );
}
