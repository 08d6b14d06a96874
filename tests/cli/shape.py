"""The shape of results as programs may rely on it, as a JSON Schema."""

NUMBER_OR_NULL = {'type': ['number', 'null']}
ESTIMATE = {'type': 'object', 'required': ['mean', 'sd', 'half_width'], 'additionalProperties': False,
            'properties': {'mean': NUMBER_OR_NULL, 'sd': NUMBER_OR_NULL, 'half_width': NUMBER_OR_NULL}}
MEASURES = {'type': 'object', 'additionalProperties': ESTIMATE}
BY_NAME = {'type': 'object', 'additionalProperties': MEASURES}
INTERVAL = {'type': 'object', 'required': ['from', 'to', 'all', 'classes', 'groups'],
            'properties': {'all': MEASURES, 'classes': BY_NAME, 'groups': BY_NAME}}
METRICS = {'type': 'object', 'required': ['all', 'classes', 'groups', 'sites', 'intervals'],
           'additionalProperties': False,
           'properties': {'all': {**MEASURES, 'required': [
               'offered', 'blocked', 'answered', 'abandoned', 'dropped', 'redials', 'service_level', 'asa',
               'mean_wait', 'abandonment_rate', 'occupancy', 'availability']},
               'classes': BY_NAME, 'groups': BY_NAME, 'sites': BY_NAME, 'intervals': {'type': 'array', 'items': INTERVAL}}}
VERDICT = {'type': 'object', 'required': ['status', 'value', 'half_width', 'expected', 'replications'],
           'properties': {'status': {'enum': ['met', 'missed', 'undecided']}, 'expected': {'enum': ['met', 'missed']},
                          'value': NUMBER_OR_NULL, 'half_width': NUMBER_OR_NULL,
                          'replications': {'type': 'object', 'required': ['met', 'defined', 'share']}}}
TARGETS = {'type': 'object', 'additionalProperties': {'type': 'object', 'additionalProperties': VERDICT}}
DIFFERENCE = {'type': 'object', 'required': ['mean', 'half_width', 'variance_ratio'], 'additionalProperties': False,
              'properties': {k: NUMBER_OR_NULL for k in ('mean', 'half_width', 'variance_ratio')}}

RESULT = {
    'type': 'object', 'required': ['hotline_result', 'provenance', 'confidence', 'schemes', 'targets'],
    'properties': {
        'hotline_result': {'const': 1}, 'provenance': {'type': 'object'},
        'confidence': {'type': 'number', 'exclusiveMinimum': 0, 'exclusiveMaximum': 1},
        'schemes': {'type': 'object', 'minProperties': 1, 'additionalProperties': {
            'type': 'object', 'required': ['metrics'], 'properties': {'metrics': METRICS}}},
        'targets': TARGETS}}

COMPARISON = {
    **RESULT, 'required': RESULT['required'] + ['differences', 'class_differences', 'recommendation'],
    'properties': {
        **RESULT['properties'],
        'class_differences': {'type': 'object', 'additionalProperties': {
            'type': 'object', 'additionalProperties': {'type': 'object', 'minProperties': 1,
                                                       'additionalProperties': DIFFERENCE}}},
        'differences': {'type': 'object', 'additionalProperties': {'type': 'object', 'minProperties': 1,
                                                                   'additionalProperties': DIFFERENCE}},
        'recommendation': {'type': 'object', 'required': ['scheme', 'reason'],
                           'properties': {'scheme': {'type': ['string', 'null']}, 'reason': {'type': 'string'}}}}}

CHECK = {
    'type': 'object', 'required': ['hotline_check', 'as_expected', 'partial', 'files'], 'additionalProperties': False,
    'properties': {
        'hotline_check': {'const': 1}, 'as_expected': {'type': 'boolean'}, 'partial': {'type': 'boolean'},
        'files': {'type': 'array', 'items': {
            'type': 'object', 'required': ['file', 'scenario', 'seed', 'replications', 'targets'],
            'properties': {'file': {'type': 'string'}, 'targets': TARGETS}}}}}
