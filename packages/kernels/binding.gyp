{
  "variables": {
    "amx%": 0,
    "conditions": [
      ["OS=='linux' and target_arch=='x64'", {
        "amx%": "<!(echo 'asm(\"tilerelease\");' | ${CXX_target:-${CXX:-g++}} -mamx-tile -mamx-bf16 -x c++ -c -o /dev/null - 2>/dev/null && echo 1 || echo 0)"
      }]
    ]
  },
  "target_defaults": {
    "cflags": ["-O3", "-Wall", "-Wextra", "-Wno-psabi", "-Wno-cast-function-type"],
    "cflags_cc": ["-std=c++20", "-fno-exceptions", "-fno-rtti", "-fno-math-errno", "-fno-trapping-math", "-fvisibility=hidden"],
    "cflags_cc!": ["-std=gnu++17", "-std=gnu++14"],
    "xcode_settings": {
      "CLANG_CXX_LANGUAGE_STANDARD": "c++20",
      "GCC_OPTIMIZATION_LEVEL": "3",
      "OTHER_CPLUSPLUSFLAGS": ["-fno-math-errno", "-fno-trapping-math"]
    },
    "conditions": [
      ["target_arch=='x64'", { "defines": ["LAB_X86"] }]
    ]
  },
  "targets": [
    {
      "target_name": "kernels",
      "sources": [
        "src/native/addon.cpp",
        "src/native/activation-bindings.cpp",
        "src/native/attention-bindings.cpp",
        "src/native/matrix-bindings.cpp",
        "src/native/optimiser-bindings.cpp",
        "src/native/row-bindings.cpp",
        "src/native/routing-bindings.cpp",
        "src/native/machine.cpp",
        "src/native/pool.cpp"
      ],
      "dependencies": ["tier_portable"],
      "conditions": [
        ["target_arch=='x64'", { "dependencies": ["tier_avx2", "tier_avx512", "tier_avx512bf16"] }],
        ["amx==1", { "dependencies": ["tier_amx"], "defines": ["LAB_AMX"] }],
        ["OS=='linux'", { "libraries": ["-ldl", "-lpthread"] }]
      ]
    },
    {
      "target_name": "tier_portable",
      "type": "static_library",
      "sources": ["src/native/tier/portable.cpp"]
    }
  ],
  "conditions": [
    ["target_arch=='x64'", {
      "targets": [
        {
          "target_name": "tier_avx2",
          "type": "static_library",
          "sources": ["src/native/tier/avx2.cpp"],
          "cflags": ["-mavx2", "-mfma"],
          "xcode_settings": { "OTHER_CPLUSPLUSFLAGS": ["-mavx2", "-mfma"] }
        },
        {
          "target_name": "tier_avx512",
          "type": "static_library",
          "sources": ["src/native/tier/avx512.cpp"],
          "cflags": ["-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mfma", "-Wno-maybe-uninitialized", "-Wno-uninitialized"],
          "xcode_settings": { "OTHER_CPLUSPLUSFLAGS": ["-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mfma"] }
        },
        {
          "target_name": "tier_avx512bf16",
          "type": "static_library",
          "sources": ["src/native/tier/avx512bf16.cpp"],
          "cflags": ["-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mavx512bf16", "-mfma", "-Wno-maybe-uninitialized", "-Wno-uninitialized"],
          "xcode_settings": { "OTHER_CPLUSPLUSFLAGS": ["-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mavx512bf16", "-mfma"] }
        }
      ]
    }],
    ["amx==1", {
      "targets": [
        {
          "target_name": "tier_amx",
          "type": "static_library",
          "sources": ["src/native/tier/amx.cpp"],
          "cflags": ["-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mavx512bf16", "-mamx-tile", "-mamx-bf16", "-mfma", "-Wno-maybe-uninitialized", "-Wno-uninitialized"]
        }
      ]
    }]
  ]
}
