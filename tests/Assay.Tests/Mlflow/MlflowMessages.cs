using System.Text.Json;

namespace Assay.Tests.Mlflow;

/// <summary>The messages of MLflow's documented REST API, read as strictly as a client could: a field that is not documented, a null or another type is a fault.</summary>
internal static class MlflowMessages
{
    private const string _text = "text", _whole = "whole", _number = "number";

    /// <summary>Field to type; a type that begins with <c>*</c> is a list of what follows.</summary>
    private static readonly Dictionary<string, Dictionary<string, string>> _messages = new()
    {
        ["Empty"] = [],
        ["Error"] = new() { ["error_code"] = _text, ["message"] = _text },
        ["Tag"] = new() { ["key"] = _text, ["value"] = _text },
        ["Alias"] = new() { ["alias"] = _text, ["version"] = _text },
        ["ModelVersion"] = new()
        {
            ["name"] = _text,
            ["version"] = _text,
            ["creation_timestamp"] = _whole,
            ["last_updated_timestamp"] = _whole,
            ["user_id"] = _text,
            ["current_stage"] = "stage",
            ["description"] = _text,
            ["source"] = _text,
            ["run_id"] = _text,
            ["status"] = "status",
            ["status_message"] = _text,
            ["tags"] = "*Tag",
            ["run_link"] = _text,
            ["aliases"] = $"*{_text}",
        },
        ["RegisteredModel"] = new()
        {
            ["name"] = _text,
            ["creation_timestamp"] = _whole,
            ["last_updated_timestamp"] = _whole,
            ["user_id"] = _text,
            ["description"] = _text,
            ["latest_versions"] = "*ModelVersion",
            ["tags"] = "*Tag",
            ["aliases"] = "*Alias",
        },
        ["Experiment"] = new()
        {
            ["experiment_id"] = _text,
            ["name"] = _text,
            ["artifact_location"] = _text,
            ["lifecycle_stage"] = _text,
            ["last_update_time"] = _whole,
            ["creation_time"] = _whole,
            ["tags"] = "*Tag",
        },
        ["RunInfo"] = new()
        {
            ["run_id"] = _text,
            ["run_uuid"] = _text,
            ["run_name"] = _text,
            ["experiment_id"] = _text,
            ["user_id"] = _text,
            ["status"] = "run status",
            ["start_time"] = _whole,
            ["end_time"] = _whole,
            ["artifact_uri"] = _text,
            ["lifecycle_stage"] = _text,
        },
        ["Metric"] = new() { ["key"] = _text, ["value"] = _number, ["timestamp"] = _whole, ["step"] = _whole },
        ["RunData"] = new() { ["metrics"] = "*Metric", ["params"] = "*Tag", ["tags"] = "*Tag" },
        ["Dataset"] = new() { ["name"] = _text, ["digest"] = _text, ["source_type"] = _text, ["source"] = _text, ["schema"] = _text, ["profile"] = _text },
        ["DatasetInput"] = new() { ["tags"] = "*Tag", ["dataset"] = "Dataset" },
        ["RunInputs"] = new() { ["dataset_inputs"] = "*DatasetInput" },
        ["Run"] = new() { ["info"] = "RunInfo", ["data"] = "RunData", ["inputs"] = "RunInputs", ["outputs"] = "Empty" },
        ["RegisteredModelReply"] = new() { ["registered_model"] = "RegisteredModel" },
        ["ModelVersionReply"] = new() { ["model_version"] = "ModelVersion" },
        ["RegisteredModels"] = new() { ["registered_models"] = "*RegisteredModel", ["next_page_token"] = _text },
        ["ModelVersions"] = new() { ["model_versions"] = "*ModelVersion", ["next_page_token"] = _text },
        ["LatestVersions"] = new() { ["model_versions"] = "*ModelVersion" },
        ["Uri"] = new() { ["artifact_uri"] = _text },
        ["ExperimentId"] = new() { ["experiment_id"] = _text },
        ["ExperimentReply"] = new() { ["experiment"] = "Experiment" },
        ["Experiments"] = new() { ["experiments"] = "*Experiment", ["next_page_token"] = _text },
        ["RunReply"] = new() { ["run"] = "Run" },
        ["RunInfoReply"] = new() { ["run_info"] = "RunInfo" },
        ["Runs"] = new() { ["runs"] = "*Run", ["next_page_token"] = _text },
        ["Metrics"] = new() { ["metrics"] = "*Metric", ["next_page_token"] = _text },
    };

    /// <summary>What each call answers where it goes well.</summary>
    private static readonly Dictionary<string, string> _replies = new()
    {
        ["POST registered-models/create"] = "RegisteredModelReply",
        ["GET registered-models/get"] = "RegisteredModelReply",
        ["POST registered-models/rename"] = "RegisteredModelReply",
        ["PATCH registered-models/update"] = "RegisteredModelReply",
        ["DELETE registered-models/delete"] = "Empty",
        ["GET registered-models/search"] = "RegisteredModels",
        ["GET registered-models/get-latest-versions"] = "LatestVersions",
        ["POST registered-models/get-latest-versions"] = "LatestVersions",
        ["POST registered-models/set-tag"] = "Empty",
        ["DELETE registered-models/delete-tag"] = "Empty",
        ["POST registered-models/alias"] = "Empty",
        ["DELETE registered-models/alias"] = "Empty",
        ["GET registered-models/alias"] = "ModelVersionReply",
        ["POST model-versions/create"] = "ModelVersionReply",
        ["GET model-versions/get"] = "ModelVersionReply",
        ["PATCH model-versions/update"] = "ModelVersionReply",
        ["DELETE model-versions/delete"] = "Empty",
        ["GET model-versions/search"] = "ModelVersions",
        ["POST model-versions/transition-stage"] = "ModelVersionReply",
        ["POST model-versions/set-tag"] = "Empty",
        ["DELETE model-versions/delete-tag"] = "Empty",
        ["GET model-versions/get-download-uri"] = "Uri",
        ["POST experiments/create"] = "ExperimentId",
        ["GET experiments/get"] = "ExperimentReply",
        ["GET experiments/get-by-name"] = "ExperimentReply",
        ["GET experiments/search"] = "Experiments",
        ["POST experiments/search"] = "Experiments",
        ["POST experiments/update"] = "Empty",
        ["POST experiments/delete"] = "Empty",
        ["POST experiments/restore"] = "Empty",
        ["POST experiments/set-experiment-tag"] = "Empty",
        ["POST experiments/delete-experiment-tag"] = "Empty",
        ["POST runs/create"] = "RunReply",
        ["GET runs/get"] = "RunReply",
        ["POST runs/search"] = "Runs",
        ["POST runs/update"] = "RunInfoReply",
        ["POST runs/delete"] = "Empty",
        ["POST runs/restore"] = "Empty",
        ["POST runs/log-metric"] = "Empty",
        ["POST runs/log-parameter"] = "Empty",
        ["POST runs/log-batch"] = "Empty",
        ["POST runs/log-inputs"] = "Empty",
        ["POST runs/log-model"] = "Empty",
        ["POST runs/set-tag"] = "Empty",
        ["POST runs/delete-tag"] = "Empty",
        ["GET metrics/get-history"] = "Metrics",
    };

    private static readonly Dictionary<string, string[]> _words = new()
    {
        ["stage"] = ["None", "Staging", "Production", "Archived"],
        ["status"] = ["PENDING_REGISTRATION", "FAILED_REGISTRATION", "READY"],
        ["run status"] = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"],
    };

    public static IEnumerable<string> Calls => _replies.Keys;

    public static void Check(HttpMethod method, string call, bool wentWell, JsonElement reply) =>
        Check(wentWell ? _replies[$"{method} {call.Split('?')[0]}"] : "Error", reply, $"{method} {call}");

    /// <summary>Every kind of message, and where in a reply it stands.</summary>
    private static void Check(string type, JsonElement value, string where)
    {
        if (type[0] == '*')
        {
            Assert.True(value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0, $"{where} is no list with something in it: {value}");
            foreach (var item in value.EnumerateArray()) Check(type[1..], item, where);
        }
        else if (_messages.TryGetValue(type, out var fields))
        {
            Assert.True(value.ValueKind is JsonValueKind.Object, $"{where} is no {type}: {value}");
            foreach (var field in value.EnumerateObject())
            {
                Assert.True(fields.TryGetValue(field.Name, out var of), $"{where}: {type} has no documented field '{field.Name}'.");
                Check(of!, field.Value, $"{where} {field.Name}");
            }
        }
        else
        {
            Assert.True(type switch
            {
                _whole => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
                _number => value.ValueKind is JsonValueKind.Number || (value.ValueKind is JsonValueKind.String && value.GetString() is "NaN"),
                _text => value.ValueKind is JsonValueKind.String,
                _ => value.ValueKind is JsonValueKind.String && _words[type].Contains(value.GetString()),
            }, $"{where} is no {type}: {value}");
        }
    }
}
