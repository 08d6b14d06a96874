"""hotline schema: a real JSON Schema that says yes and no as the loader does."""
import copy
import json
import subprocess
import sys
import unittest

import jsonschema

from support import ROOT, SCENARIO, CommandLine


class Schema(CommandLine):
    def setUp(self) -> None:
        super().setUp()
        self.schema = self.document('schema')
        self.validator = jsonschema.Draft202012Validator(self.schema)

    def test_is_a_schema(self) -> None:
        self.assertIn('2020-12', self.schema['$schema'])
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_all_scenarios_of_the_project_fit(self) -> None:
        paths = sorted((ROOT / 'scenarios').rglob('*.json'))
        self.assertGreater(len(paths), 5)
        for path in paths:
            with self.subTest(path.relative_to(ROOT)):
                self.validator.validate(json.loads(path.read_text(encoding='utf-8')))

    def test_good(self) -> None:
        self.validator.validate(SCENARIO)
        self.good('run', self.scenario(), '-n', '1')

    def test_what_the_loader_refuses_does_not_fit(self) -> None:
        def spoiled(*way, value):
            document = copy.deepcopy(SCENARIO)
            place = document
            for key in way[:-1]:
                place = place[key]
            place[way[-1]] = value
            return document

        for document in (
                spoiled('hotline', value=2), spoiled('agnets', value={}), spoiled('seed', value='seven'),
                spoiled('agents', 'front', 'size', value=-1), spoiled('agents', 'front', 'size', value=1.5),
                spoiled('classes', 'query', 'talk', value={'law': 'exponentiel', 'mean': 3}),
                spoiled('classes', 'Query', value=SCENARIO['classes']['query']), spoiled('sites', value=[]),
                spoiled('failover', 'pair', 'mode', value='tepid')):
            self.assertFalse(self.validator.is_valid(document))
            path = self.folder / 'spoiled.json'
            path.write_text(json.dumps(document), encoding='utf-8')
            self.refused('run', path, '-n', '1')

    def test_reference_is_markdown_and_names_the_keys(self) -> None:
        text = self.good('schema', '--reference')
        self.assertIn('|', text)
        for key in ('classes', 'agents', 'failover', 'patience', 'replications'):
            self.assertIn(f'`{key}`', text)


class Dictionary(CommandLine):
    def test_fuzzer_knows_all_words(self) -> None:
        schema = self.folder / 'schema.json'
        schema.write_text(self.good('schema'), encoding='utf-8')
        with schema.open() as source:
            made = subprocess.run([sys.executable, '-B', ROOT / 'tests/fuzz/make_dictionary.py'], stdin=source,
                                  stdout=subprocess.PIPE, text=True, check=True).stdout
        for word in ('"\\"patience\\""', '"\\"hyperexponential\\""', '"\\"longest_queue\\""'):
            self.assertIn(word, made.splitlines())


class Results(CommandLine):
    """What run, compare and check print fits the schema that is published for it."""

    def setUp(self) -> None:
        super().setUp()
        schema = self.document('schema', 'results')
        jsonschema.Draft202012Validator.check_schema(schema)
        self.validator = jsonschema.Draft202012Validator(schema)

    def fits(self, *arguments: object, code: int = 0) -> dict:
        result = self.document(*arguments, '--json', code=code)
        self.validator.validate(result)
        return result

    def test_all_examples(self) -> None:
        for path in sorted((ROOT / 'scenarios').glob('[et]*/*.json')):  # examples, templates
            with self.subTest(path.name):
                self.fits('compare', path, '-n', 1)

    def test_other_shapes(self) -> None:
        path = self.scenario()
        self.fits('run', path, '-n', 1)  # without spread: half-widths are null
        self.fits('run', path, '-n', 2, '--set', 'awt=30s', '--scheme', 'all')
        self.fits('check', path, '-n', 2)
        self.fits('run', path, '-n', 2, '--histogram')
        self.fits('run', path, '-n', 1, '--set', 'awt=["20s","30s"]')

    def test_what_is_no_result_does_not_fit(self) -> None:
        good = self.fits('run', self.scenario(), '-n', 2)
        measures = ('schemes', 'baseline', 'metrics', 'all')

        def without(*way: str) -> dict:
            document = copy.deepcopy(good)
            place = document
            for key in way[:-1]:
                place = place[key]
            del place[way[-1]]
            return document

        for way in (('provenance',), ('provenance', 'seed'), (*measures,), (*measures, 'offered'),
                    (*measures, 'offered', 'sd')):
            self.assertFalse(self.validator.is_valid(without(*way)), way)
        good['schemes']['baseline']['metrics']['all']['no_such_measure'] = {'mean': 1, 'sd': 0, 'half_width': 0}
        self.assertFalse(self.validator.is_valid(good))


if __name__ == '__main__':
    unittest.main()
