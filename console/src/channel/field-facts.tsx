import { Fact, FactList } from '../components/fact-list.tsx';

export interface FieldFactsProps {
  fields: Readonly<Record<string, string>>;
  /** What they are called in forms; the gateway's names stand in for those that are not known (yet). */
  definitions?: readonly { name: string; label: string }[] | undefined;
}

/** Settings as they are stored, called as in the form that asked for them. */
export function FieldFacts({ fields, definitions = [] }: FieldFactsProps) {
  const shown = Object.entries(fields);
  return (
    shown.length > 0 && (
      <FactList>
        {shown.map(([name, value]) => (
          <Fact key={name} label={definitions.find((one) => one.name === name)?.label ?? name}>
            {value}
          </Fact>
        ))}
      </FactList>
    )
  );
}
