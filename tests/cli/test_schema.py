"""hotline schema: a real JSON Schema that says yes and no as the loader does."""
import copy
import json
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


if __name__ == '__main__':
    unittest.main()
