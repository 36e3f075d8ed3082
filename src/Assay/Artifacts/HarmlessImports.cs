namespace Assay.Artifacts;

/// <summary>What weights need to import and what cannot do harm: containers, tensors, arrays and numbers. Everything else is reported.</summary>
internal static class HarmlessImports
{
    private static readonly HashSet<string> _names =
    [
        "collections.OrderedDict", "collections.defaultdict", "builtins.set", "builtins.frozenset", "builtins.dict", "builtins.list", "builtins.tuple", "builtins.int", "builtins.float",
        "builtins.bool", "builtins.str", "builtins.bytes", "builtins.bytearray", "builtins.complex", "builtins.slice", "builtins.range", "builtins.object",
        "__builtin__.set", "__builtin__.dict", "__builtin__.object", "__builtin__.bytearray", "copy_reg._reconstructor", "copyreg._reconstructor", "_codecs.encode",
        "datetime.datetime", "datetime.date", "datetime.timedelta", "datetime.timezone", "decimal.Decimal", "fractions.Fraction", "uuid.UUID", "pathlib.PosixPath",
        "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state",
        "torch._utils._rebuild_qtensor", "torch._utils._rebuild_sparse_tensor", "torch._utils._rebuild_meta_tensor_no_storage", "torch._tensor._rebuild_from_type_v2",
        "torch.Size", "torch.Tensor", "torch.device", "torch.nn.parameter.Parameter", "torch.serialization._get_layout", "torch.storage.UntypedStorage", "torch.storage.TypedStorage",
        "numpy.ndarray", "numpy.dtype", "numpy.core.multiarray._reconstruct", "numpy.core.multiarray.scalar", "numpy._core.multiarray._reconstruct", "numpy._core.multiarray.scalar",
        "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer", "numpy.random._pickle.__randomstate_ctor", "numpy.random._mt19937.MT19937",
        "joblib.numpy_pickle.NumpyArrayWrapper", "scipy.sparse._csr.csr_matrix", "scipy.sparse.csr.csr_matrix", "scipy.sparse._csc.csc_matrix",
    ];

    /// <summary>Their classes hold parameters and arrays; none runs what it is given.</summary>
    private static readonly string[] _packages = ["sklearn.", "xgboost.", "lightgbm.", "catboost."];

    private static readonly string[] _torchTypes =
        ["FloatStorage", "DoubleStorage", "HalfStorage", "BFloat16Storage", "LongStorage", "IntStorage", "ShortStorage", "CharStorage", "ByteStorage", "BoolStorage", "float16", "float32", "float64", "bfloat16", "int64", "int32", "int8", "uint8", "bool", "complex64", "qint8", "quint8"];

    public static bool Contains(string import) => _names.Contains(import)
        || (import.StartsWith("torch.", StringComparison.Ordinal) && _torchTypes.Contains(import[6..]))
        || (import.StartsWith("numpy.dtypes.", StringComparison.Ordinal) && import.EndsWith("DType", StringComparison.Ordinal))
        || (_packages.Any(p => import.StartsWith(p, StringComparison.Ordinal)) && !import.Contains("._testing", StringComparison.Ordinal) && !import.Contains(".externals", StringComparison.Ordinal));
}
