// SPDX-License-Identifier: Apache-2.0
//
// What an event's kind is called on a page, in the order of EventKind. The words of source 001 and
// 002 where they have one.

#include <array>
#include <string>
#include <string_view>

#include "month_parts.hpp"

namespace hoistway::detail {

namespace {

struct Name {
    std::string_view zh, en;
};

constexpr std::array<Name, event_kinds> kind_names{{
    {"困人", "Entrapment"},
    {"检修运行时轿厢内有人", "Inspection ride with a person"},
    {"长时间挡门", "Door blocked"},
    {"停电", "Power loss"},
    {"冲顶", "Overtravel, top"},
    {"蹲底", "Overtravel, bottom"},
    {"非平层停梯", "Stopped off level"},
    {"设备离线", "Device offline"},
    {"设备自报故障", "Device's own fault"},
    {"报警按钮", "Alarm button"},
    {"电池供电", "On battery"},
    {"轿门关门异常", "Car door closes abnormally"},
    {"轿门开关门故障", "Car door fault"},
    {"楼层位置丢失", "Position lost"},
    {"反复开关门", "Door cycling"},
    {"停梯异常", "Abnormal stop"},
    {"关门异常", "Abnormal closing"},
    {"启动异常", "Abnormal start"},
    {"非平层开门", "Opened off level"},
    {"门锁故障", "Door lock fault"},
    {"运行中开门", "Opened while running"},
    {"轿厢意外移动", "Unintended car movement"},
    {"超速", "Overspeed"},
    {"紧急停止", "Emergency stop"},
    {"运行时间限制器动作", "Run-time limiter acted"},
    {"安全回路断开", "Safety chain open"},
    {"防止再启动故障", "Restart prevented"},
    {"平层不准", "Levelling error"},
    {"振动异常", "Abnormal vibration"},
    {"异响", "Abnormal noise"},
    {"温度过高", "Temperature high"},
    {"超载不消除", "Overload does not end"},
    {"长时间停用", "Long idle"},
    {"传感器停滞", "Sensor frozen"},
    {"时钟错误", "Clock wrong"},
    {"电动自行车进入轿厢", "E-bike in the car"},
    {"遗留物品", "Object left behind"},
    {"乘梯人员异常行为", "Abnormal behaviour"},
    {"轿厢广告不规范", "Advertisement against the rules"},
}};

}  // namespace

Text kind_text(EventKind kind) {
    const Name& name = kind_names[static_cast<std::size_t>(kind)];
    return {std::string(name.zh), std::string(name.en)};
}

}  // namespace hoistway::detail
